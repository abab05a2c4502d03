"""A stopped clock, and an address of ours for the links in letters."""

import pytest
from flask import Flask

from tests.doors import clock

__all__ = ["clock"]

ADDRESS = "https://repartee.test"


@pytest.fixture(autouse=True)
def _at_an_address(app: Flask) -> None:
    app.config["BASE_URL"] = ADDRESS

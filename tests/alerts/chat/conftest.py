"""A channel of the Reds that listens, with the hosts' setting that lets us speak to it, and an address of ours."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.alerts.chat.chat_server import Channel, a_chat
from tests.alerts.mornings import MONDAY_8
from tests.cast import Cast
from tests.doors import clock
from webapp.alerts.chat.actions import turn_on
from webapp.core.work import work

__all__ = ["clock"]

ADDRESS = "https://repartee.test"


@pytest.fixture(autouse=True)
def _at_an_address(app: Flask) -> None:
    app.config["BASE_URL"] = ADDRESS


@pytest.fixture
def channel(app: Flask) -> Iterator[Channel]:
    with a_chat() as channel:
        app.config["CHAT_HOSTS"] = frozenset({channel.origin})
        yield channel


@pytest.fixture
def on(app: Flask, cast: Cast, channel: Channel) -> Channel:
    with work():
        turn_on(cast.reds, channel.address, cast.mara, app.config["CHAT_HOSTS"], now=MONDAY_8)
    return channel

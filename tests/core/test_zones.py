"""Choosing a time zone from a list."""

import re

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Browser, Clock
from tests.doors import clock as clock
from webapp.core.clock import zones as known
from webapp.core.work import work
from webapp.people.actions import move_to_zone, speak


def listed(page: str) -> dict[str, str]:
    """What is on the list by the zone it stands for."""
    offered = re.search(r'<select[^>]+name="time_zone".*?</select>', page, re.DOTALL)
    assert offered
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', offered[0]))


@pytest.mark.parametrize("page", ["/me", "/desk/people/new"])
def test_each_is_found_by_typing_its_city(app: Flask, cast: Cast, page: str):
    zones = listed(Browser(app, cast.mara).get(page).text)
    assert zones["Europe/Berlin"] == "Berlin"
    assert zones["America/New_York"] == "New York"
    assert zones["America/Argentina/Buenos_Aires"] == "Buenos Aires (Argentina)"
    assert set(zones) <= known()
    assert len(zones) > 400


def test_cities_are_called_as_the_reader_does(app: Flask, cast: Cast):
    with work():
        speak(cast.ana, "de")
    page = Browser(app, cast.ana).get("/me").text
    assert listed(page)["Europe/Vienna"] == "Wien"


def test_an_older_name_stays_chosen_and_is_offered_to_nobody_else(app: Flask, cast: Cast, clock: Clock):
    with work():
        move_to_zone(cast.ana, "Japan", now=clock())
    assert '<option value="Japan" selected>' in Browser(app, cast.ana).get("/me").text
    assert "Japan" not in listed(Browser(app, cast.ben).get("/me").text)

"""What is said of deals beside mastery, and from how many it is said."""

import pytest
from flask import Flask

from webapp.core.estimates import Estimate
from webapp.insights.sections.deals import FEWEST_DEALS, Pair, says


@pytest.fixture(autouse=True)
def _asked(app: Flask):
    with app.test_request_context():
        yield


def pairs(deals: int) -> list[Pair]:
    """Nine people, of whom the better at replying won the smaller share."""
    return [Pair(f"Rep {n}", n / 10, Estimate(1 - n / 10, 0.0, 1.0, deals)) for n in range(9)]


def test_people_with_a_deal_or_two_each_say_nothing_about_what_goes_together():
    assert "Too few to say whether the two go together" in says(pairs(FEWEST_DEALS - 1), "people")


def test_with_deals_enough_it_is_said_with_how_many_stand_behind_it():
    said = says([*pairs(FEWEST_DEALS), Pair("Somebody new", 0.9, Estimate(1.0, 0.0, 1.0, 1))], "people")
    assert "fewer deals are won" in said
    assert "n is 9 people, with 45 deals between them." in said

"""Two accounts of one person become one: what they chose, their calendar and their team's chat go on."""

import pytest
from flask import Flask

from tests.alerts.mornings import takes_pushes
from tests.cast import NOON, Cast
from tests.doors import Browser
from webapp.alerts.chat.actions import turn_on
from webapp.alerts.chat.models import TeamChat
from webapp.alerts.feed import links
from webapp.alerts.push.actions import settle
from webapp.alerts.push.queries import devices_of, reminding_of
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.merging import merge
from webapp.people.models import Person

HOUR = 10 * 60


@pytest.fixture
def two(app: Flask, cast: Cast) -> None:
    """Ben's account, which is to become one with Ana's, has all there is to have."""
    app.config["BASE_URL"] = "https://repartee.test"
    takes_pushes(cast.ben)
    with work():
        settle(cast.ben, {"hour": HOUR})
        links.make(cast.ben.id, now=NOON)


def become_one(cast: Cast) -> None:
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=NOON)
    db.session.expire_all()


def path_of(person: Person) -> str:
    return f"/calendar/{links.secret_of(person)}.ics"


def test_their_hour_and_their_calendar_go_along(app: Flask, cast: Cast, two: None):
    calendar = path_of(cast.ben)
    become_one(cast)
    assert reminding_of(cast.ana).hour == HOUR
    assert "T100000" in Browser(app).get(calendar).text
    assert path_of(cast.ana) == calendar
    assert devices_of(cast.ana, NOON) == devices_of(cast.ben, NOON) == [], "a device goes with its sign-in"


def test_those_of_the_kept_account_stay_and_the_others_calendar_ends(app: Flask, cast: Cast, two: None):
    with work():
        settle(cast.ana, {"hour": HOUR + 60})
        links.make(cast.ana.id, now=NOON)
    own, others = path_of(cast.ana), path_of(cast.ben)
    become_one(cast)
    assert reminding_of(cast.ana).hour == HOUR + 60
    assert [Browser(app).get(path).status_code for path in (own, others)] == [200, 404]


def test_who_is_told_that_a_chat_ended_is_somebody_who_is_here(app: Flask, cast: Cast):
    with work():
        turn_on(cast.reds, "https://hooks.slack.com/services/T0/B0/x", cast.mara, frozenset(), now=NOON)
        merge(cast.ada, cast.ada, cast.mara, now=NOON)
    db.session.expire_all()
    assert db.session.get_one(TeamChat, cast.reds.id).set_by_id == cast.ada.id

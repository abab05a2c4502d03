"""Why this one: a sentence, to the rep on the day and to whoever plans their days."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, as_it_reads
from tests.need.memories import remember
from webapp.core.words import speaking
from webapp.core.work import work
from webapp.extensions import db
from webapp.need import actions
from webapp.need.models import Decision
from webapp.need.words import why
from webapp.playbook.models import Challenge, Fact
from webapp.schedule import queries as schedule
from webapp.schedule.pinning import pin

USUAL = {"forgetting": 0.05, "weight": 1.0, "weakness": 1.0, "due": 0.0, "weeks": 0, "share": 0.0}
NO_DEALS = {"lost": 0, "lost_value": 0, "words": None}
LOST = {"lost": 4, "lost_value": 34_000_000, "words": "slow onboarding"}


@pytest.fixture
def challenge(cast: Cast) -> Challenge:
    return db.session.get_one(Challenge, 1)


def said(challenge: Challenge, *, is_new: bool = False, to_them: bool = True, **terms: Any) -> str:
    decision = Decision(cohort_id=1, day=TUESDAY, is_new=is_new, terms=USUAL | NO_DEALS | terms)
    with speaking("en"):
        return as_it_reads(why(decision, challenge, to_them=to_them))


def test_money_first_then_memory(challenge: Challenge):
    terms = LOST | {"weeks": 3, "share": 0.5, "forgetting": 0.4}
    assert said(challenge, **terms) == (
        "Deals lost over “slow onboarding” cost €340,000 in the last ninety days, "
        "and half of you have not seen it for 3 weeks."
    )
    assert "half of them have" in said(challenge, to_them=False, **terms)
    assert "over “Topic 0” cost" in said(challenge, **terms | {"words": None}), "without words of the deals' own"


@pytest.mark.parametrize(
    ("weeks", "share", "words"),
    [
        (1, 0.5, "Half of you have not seen it for a week."),
        (2, 0.75, "Most of you have not seen it for 2 weeks."),
        (5, 1.0, "You have not seen it for 5 weeks."),
    ],
)
def test_how_many_have_not_seen_it_for_how_long(challenge: Challenge, weeks: int, share: float, words: str):
    assert said(challenge, weeks=weeks, share=share) == words


def test_what_is_forgotten_new_weak_due_or_heavy(challenge: Challenge):
    assert said(challenge, forgetting=0.33) == "33 % of you will not have it ready by now."
    assert said(challenge, is_new=True) == "It is the next new fact of the playbook."
    assert "persuade least in “Topic 0”" in said(challenge, weakness=1.4)
    assert "in “Topic 0” is due for practice again" in said(challenge, due=0.3)
    assert said(challenge, weight=2.0) == "Much of the business rides on “Topic 0”."
    assert said(challenge) == "Of all there is, it has waited longest."


def test_never_more_than_two_reasons(challenge: Challenge):
    everything = said(challenge, **LOST, weeks=3, share=0.5, weakness=2.0, due=0.9, weight=3.0)
    assert everything.count(", and ") == 1


@pytest.fixture
def chosen(cast: Cast) -> str:
    """Autumn's day goes to what they have forgotten; returns its statement."""
    with work():
        facts = db.session.query(Fact).order_by(Fact.position).all()
        remember([cast.ana, cast.ben, cast.cleo, cast.dev], [one.id for one in facts], NOON - timedelta(days=1))
        remember_long_ago = facts[11]
        db.session.execute(
            db.metadata.tables["cards"].delete().where(db.metadata.tables["cards"].c.fact_id == remember_long_ago.id)
        )
        remember([cast.ana, cast.ben, cast.cleo, cast.dev], [remember_long_ago.id], NOON - timedelta(days=90))
        actions.choose_ahead([cast.autumn.id, cast.spring.id], NOON)
    return remember_long_ago.statement


def test_a_rep_reads_it_folded_on_the_day(app: Flask, cast: Cast, chosen: str):
    page = Browser(app, cast.ana).get("/")
    assert chosen in page.text
    assert "Why this one?" in page.text
    assert "of you will not have it ready by now." in page.text
    assert '<details class="why">' in page.text, "folded"
    assert Program(app, cast.ana).get("/today").json["why"].endswith("of you will not have it ready by now.")


def test_a_rep_learns_it_on_the_day_only(app: Flask, cast: Cast, chosen: str, clock: Clock):
    today, *ahead = Browser(app, cast.ana).get("/kept").json["days"]
    assert "Why this one?" in today["reply"]
    assert all("Why this one?" not in day["reply"] for day in ahead)
    assert all("why" not in one for one in Program(app, cast.ana).get("/sessions").json["sessions"])
    clock.forward(days=1)
    assert "Why this one?" in Browser(app, cast.ana).get("/").text


def test_nobody_gets_a_reason_that_is_not_theirs(app: Flask, cast: Cast):
    """Before need has looked, for whoever has no cohort, and in practice."""
    assert Program(app, cast.ana).get("/today").json["why"] is None
    assert "Why this one?" not in Browser(app, cast.ana).get("/").text
    assert Program(app, cast.kofi).get("/today").json["why"] is None


def test_a_pin_that_came_later_is_none_of_needs_reasons(app: Flask, cast: Cast, chosen: str):
    other = next(one for one in db.session.query(Challenge) if one.fact.statement != chosen)
    with work():
        pin(cast.ada, other.id, TUESDAY, [cast.autumn.id], "Launch", now=NOON)
    assert Program(app, cast.ana).get("/today").json["why"] is None


def test_a_pin_on_what_need_had_chosen_is_none_of_needs_reasons_either(app: Flask, cast: Cast, chosen: str):
    row = schedule.challenge_on(cast.autumn.id, TUESDAY)
    assert row is not None
    assert row.challenge.fact.statement == chosen
    with work():
        pin(cast.ada, row.challenge_id, TUESDAY, [cast.autumn.id], "Launch", now=NOON)
    assert Program(app, cast.ana).get("/today").json["why"] is None
    assert "Why this one?" not in Browser(app, cast.ana).get("/").text


def test_who_plans_the_days_reads_why_of_their_cohorts(app: Flask, cast: Cast, chosen: str):
    page = Browser(app, cast.mara).get("/desk/pins")
    assert chosen in page.text
    assert "of them will not have it ready by then." in page.text
    assert "The days ahead, and why" in Browser(app, cast.kofi).get("/desk/pins").text
    assert Browser(app, cast.mara).get(f"/desk/pins?cohort={cast.spring.id}").status_code == 404
    assert Browser(app, cast.ada).get(f"/desk/pins?cohort={cast.spring.id}").status_code == 200
    assert Browser(app, cast.ana).get("/desk/pins").status_code == 403


def test_a_pinned_day_says_what_it_is_for(app: Flask, cast: Cast, chosen: str):
    with work():
        pin(cast.mara, 1, TUESDAY + timedelta(days=2), [cast.autumn.id], "The new price list", now=NOON)
    assert "Pinned: The new price list" in Browser(app, cast.mara).get("/desk/pins").text

"""GET /coaching/minutes and its page: what the minutes brought, for whom it may be."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, refused, statements
from webapp.answers.models import Answer
from webapp.coaching.actions import close_look, open_look
from webapp.coaching.budgets import set_budget
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import CoachedCohort, Person


def judged(coach: Person, answer: Answer, fact: int, persuasion: int, seconds: int, at: datetime = NOON) -> None:
    with work():
        open_look(coach, answer.id, now=at)
        a_vote(coach, answer, fact, persuasion, at)
        close_look(coach, answer.id, now=at + timedelta(seconds=seconds))


@pytest.fixture
def forty(cast: Cast) -> list[Answer]:
    """Forty replies of Reds, each judged right and winning by Cleo, the tenth ones wrong."""
    with work():
        people = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(40)]
        answers = [a_reply(person, NOON) for person in people]
        for n, answer in enumerate(answers):
            a_vote(cast.cleo, answer, 0 if n % 10 == 0 else 2, 2, NOON)
    return answers


def of(person: Person, app: Flask, **query: str) -> list[dict[str, object]]:
    response = Program(app, person).get("/coaching/minutes", **query)
    assert response.status_code == 200, response.text
    found: list[dict[str, object]] = response.json["coaches"]
    return found


def test_minutes_share_agreement_and_what_reading_all_would_take(app: Flask, cast: Cast, forty: list[Answer]):
    with work():
        set_budget(cast.kofi, 15, now=NOON)
    for n, answer in enumerate(forty[:20]):
        judged(cast.kofi, answer, 0 if n == 0 else 2, 1 if n < 5 else 2, 30)
    (one,) = of(cast.kofi, app)
    assert {key: one[key] for key in ("name", "budget", "minutes", "replies", "seen", "timed")} == {
        "name": "Kofi",
        "budget": 15,
        "minutes": 10,
        "replies": 40,
        "seen": 20,
        "timed": 20,
    }
    assert (one["median_seconds"], one["minutes_for_all"], one["minutes_saved"]) == (30, 20, 10)
    fact, persuasion = one["fact"], one["persuasion"]
    assert isinstance(fact, dict)
    assert isinstance(persuasion, dict)
    assert (fact["n"], fact["exact"]["value"]) == (20, 0.95), "one of the two that peers called wrong is right"
    assert 0.6 < fact["kappa"]["value"] < 0.7
    assert fact["kappa"]["low"] < fact["kappa"]["value"] < fact["kappa"]["high"]
    assert persuasion["exact"]["value"] == 0.75
    assert persuasion["kappa"]["value"] == pytest.approx(0), "peers always say it wins"


def test_what_was_read_without_a_clock_is_not_called_saved(app: Flask, cast: Cast, forty: list[Answer]):
    for answer in forty[:20]:
        judged(cast.kofi, answer, 2, 2, 30)
    with work():
        for answer in forty[20:]:
            a_vote(cast.kofi, answer, 2, 2, NOON)
    (one,) = of(cast.kofi, app)
    assert (one["minutes"], one["seen"], one["minutes_for_all"], one["minutes_saved"]) == (10, 40, 20, 0)


def test_too_few_says_so(app: Flask, cast: Cast, forty: list[Answer]):
    judged(cast.kofi, forty[0], 2, 2, 30)
    (one,) = of(cast.kofi, app)
    assert (one["minutes_for_all"], one["minutes_saved"], one["timed"]) == (None, None, 1)
    assert one["fact"] == {"n": 1, "exact": None, "kappa": None}
    page = Browser(app, cast.kofi).get("/desk/coaching/minutes").text
    assert "1 reply was judged by both so far." in page
    assert "known once 5 replies were timed, 1 so far" in page


def test_agreement_is_of_the_first_word_before_anybody_saw_the_others(app: Flask, cast: Cast, forty: list[Answer]):
    for answer in forty[:20]:
        judged(cast.kofi, answer, 0, 0, 30)
        with work():
            a_vote(cast.kofi, answer, 2, 2, NOON + timedelta(minutes=1))
    fact = of(cast.kofi, app)[0]["fact"]
    assert isinstance(fact, dict)
    assert fact["exact"]["value"] == 0.1


def test_the_day_the_week_and_the_month(app: Flask, cast: Cast, forty: list[Answer], clock: Clock):
    judged(cast.kofi, forty[0], 2, 2, 60)
    assert [of(cast.kofi, app, period=period)[0]["minutes"] for period in ("day", "week", "month")] == [1, 1, 1]
    clock.forward(days=1)
    assert [of(cast.kofi, app, period=period)[0]["minutes"] for period in ("day", "week", "month")] == [0, 1, 1]
    clock.forward(days=6)
    assert [of(cast.kofi, app, period=period)[0]["minutes"] for period in ("day", "week", "month")] == [0, 0, 0]
    refused(Program(app, cast.kofi).get("/coaching/minutes", period="decade"), 422)


def test_a_manager_sees_the_coaches_of_their_people_on_their_peoples_replies(app: Flask, cast: Cast, clock: Clock):
    """Kofi coaches both cohorts by now; of the outsider's replies Mara learns nothing, nor of their coach."""
    with work():
        stranger = cast.person("Strange Coach", "coach")
        db.session.add(CoachedCohort(person_id=stranger.id, cohort_id=cast.spring.id))
        db.session.add(CoachedCohort(person_id=cast.kofi.id, cohort_id=cast.spring.id))
        anas, outsiders = a_reply(cast.ana, NOON), a_reply(cast.outsider, NOON)
    judged(cast.kofi, anas, 2, 2, 60)
    judged(cast.kofi, outsiders, 2, 2, 120)
    judged(stranger, outsiders, 2, 2, 120)
    assert [(one["name"], one["minutes"], one["replies"]) for one in of(cast.mara, app)] == [("Kofi", 1, 1)]
    assert [(one["name"], one["minutes"]) for one in of(cast.ada, app)] == [("Kofi", 3), ("Strange Coach", 2)]
    page = Browser(app, cast.mara).get("/desk/coaching/minutes").text
    assert "Kofi" in page
    assert "Strange Coach" not in page


def test_a_coach_sees_their_own_and_nobody_elses(app: Flask, cast: Cast, forty: list[Answer]):
    with work():
        other = cast.person("Second Coach", "coach")
        db.session.add(CoachedCohort(person_id=other.id, cohort_id=cast.autumn.id))
    judged(cast.kofi, forty[0], 2, 2, 60)
    assert [(one["name"], one["minutes"], one["seen"]) for one in of(other, app)] == [("Second Coach", 0, 0)]


@pytest.mark.parametrize("who", ["ana", "outsider"])
def test_reps_have_no_report(app: Flask, cast: Cast, who: str):
    refused(Program(app, getattr(cast, who)).get("/coaching/minutes"), 403, "Coaches")
    assert Browser(app, getattr(cast, who)).get("/desk/coaching/minutes").status_code == 403


def test_a_managers_desk_leads_to_it(app: Flask, cast: Cast):
    for person in (cast.mara, cast.ada):
        assert Browser(app, person).get("/desk/coaching").location == "/desk/coaching/minutes"
    assert "/desk/coaching/minutes" in Browser(app, cast.mara).get("/desk/coaching/minutes").text


def test_practice_and_a_coachs_own_replies_are_no_replies_to_coach(app: Flask, cast: Cast):
    with work():
        cast.kofi.cohort_id = cast.autumn.id
        db.session.flush()
        a_reply(cast.kofi, NOON)
        a_reply(cast.ana, NOON)
    assert of(cast.kofi, app)[0]["replies"] == 1


def test_more_coaches_and_replies_cost_no_more_queries(app: Flask, cast: Cast, forty: list[Answer]):
    def cost() -> int:
        with statements() as seen:
            assert of(cast.ada, app)
        return len(seen)

    judged(cast.kofi, forty[0], 2, 2, 60)
    before = cost()
    with work():
        for n in range(5):
            coach = cast.person(f"Coach {n}", "coach")
            db.session.add(CoachedCohort(person_id=coach.id, cohort_id=cast.autumn.id))
    for answer in forty[:10]:
        judged(coach, answer, 2, 2, 60)
    assert cost() == before

"""POST /recalls/{id} and POST /practice."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Clock, Program, everything, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.queries import total
from webapp.points.verify import differences
from webapp.schedule.models import Recall
from webapp.schedule.recalls import right_answer


@pytest.fixture
def ana(app: Flask, cast: Cast, clock: Clock) -> Program:
    """The day after Ana's first reply, so that one question is due."""
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    return Program(app, cast.ana)


@pytest.fixture
def due(ana: Program) -> dict[str, Any]:
    (recall,) = ana.get("/today").json["recalls"]
    return recall


def choices(recall: dict[str, Any]) -> tuple[int, int]:
    """A right choice and a wrong one."""
    right = right_answer(db.session.get_one(Recall, recall["id"])).id
    return right, next(choice["id"] for choice in recall["choices"] if choice["id"] != right)


def test_a_right_answer_brings_two_points_and_comes_back_later(ana: Program, due: dict, cast: Cast):
    right, _wrong = choices(due)
    result = ana.post(f"/recalls/{due['id']}", choice=right, seconds=4.2)
    assert result.status_code == 200
    assert result.json.keys() == {"correct", "answer", "points", "due_on"}
    assert (result.json["correct"], result.json["points"], result.json["answer"]) == (True, 2, "Nine days")
    assert result.json["due_on"] > "2026-11-25"
    assert total(cast.ana.id) == 12
    assert ana.get("/today").json["recalls"] == []


def test_a_wrong_answer_brings_none_shows_the_right_one_and_comes_back_tomorrow(ana: Program, due: dict, cast: Cast):
    _right, wrong = choices(due)
    result = ana.post(f"/recalls/{due['id']}", choice=wrong, seconds=4).json
    assert result == {"correct": False, "answer": "Nine days", "points": 0, "due_on": "2026-11-26"}
    assert total(cast.ana.id) == 10


def test_a_repeat_gets_the_first_result_whatever_it_says(ana: Program, due: dict):
    right, wrong = choices(due)
    first = ana.post(f"/recalls/{due['id']}", choice=wrong, seconds=4).json
    before = everything()
    assert ana.post(f"/recalls/{due['id']}", choice=right, seconds=1).json == first
    assert everything() == before
    assert differences() == []


@pytest.mark.parametrize("who", ["ben", "outsider", "kofi", "mara", "ada"])
def test_a_strangers_question_is_not_there(app: Flask, cast: Cast, due: dict, who: str):
    before = everything()
    stranger = Program(app, getattr(cast, who))
    refused(stranger.post(f"/recalls/{due['id']}", choice=choices(due)[0], seconds=1), 404, "no such question")
    assert everything() == before


def test_a_question_that_is_not_due_yet_is_a_conflict(ana: Program, due: dict, clock: Clock):
    clock.forward(days=-1)
    before = everything()
    refused(ana.post(f"/recalls/{due['id']}", choice=choices(due)[0], seconds=1), 409, "later")
    assert everything() == before


def test_another_questions_choice_is_refused(ana: Program, due: dict):
    theirs = 3 * 16
    assert theirs not in [choice["id"] for choice in due["choices"]]
    before = everything()
    refused(ana.post(f"/recalls/{due['id']}", choice=theirs, seconds=1), 422, "one of this question's answers")
    assert everything() == before


HUGE = [2**31, 2**63, 10**400]
WRONG = (
    [{"choice": choice, "seconds": 1} for choice in (*HUGE, -1, 0, 1.0, True, "1", None, [], {}, "\x00")]
    + [{"choice": 1, "seconds": seconds} for seconds in (-1, 86401, 1e400, float("nan"), "soon", True, [], {})]
    + [{"choice": 1, "answered_at": at} for at in ("", "soon", "2026-11-25T12:00:00", 0, True, [])]
    + [{}, {"seconds": 1}, {"choice": 1, "correct": True}]
)


def test_a_wrong_value_is_refused_and_changes_nothing(ana: Program, due: dict, subtests: pytest.Subtests):
    for body in WRONG:
        with subtests.test(body=body):
            before = everything()
            refused(ana.post(f"/recalls/{due['id']}", **body), 422)
            assert everything() == before


def test_a_phone_whose_clock_runs_ahead_is_told_the_servers_time(ana: Program, due: dict, clock: Clock):
    ahead = (clock.at + timedelta(hours=2)).isoformat()
    problem = refused(ana.post(f"/recalls/{due['id']}", choice=choices(due)[0], seconds=1, answered_at=ahead), 422)
    assert problem["server_time"] == clock.at.isoformat()


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+14:00", "2026-11-25T10:00:00Z"])
def test_what_was_answered_offline_counts_when_it_arrives(ana: Program, due: dict, stated: str):
    answered = ana.post(f"/recalls/{due['id']}", choice=choices(due)[0], seconds=1, answered_at=stated)
    assert answered.status_code in (200, 409)
    assert differences() == []


def test_a_question_that_is_nobodys_is_not_found(ana: Program, subtests: pytest.Subtests):
    for recall_id in ["0", "-1", "abc", "1.0", str(2**31 - 1), str(2**31), str(2**63)]:
        with subtests.test(recall_id=recall_id):
            refused(ana.post(f"/recalls/{recall_id}", choice=1, seconds=1), 404)


def test_practice_gives_a_challenge_whose_reply_brings_no_points(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    todays = ana.challenge_of_today()
    challenge = ana.post("/practice")
    assert challenge.status_code == 200
    assert challenge.json.keys() == {"id", "fact", "prompt"}
    assert challenge.json["id"] != todays
    practised = ana.reply(challenge_id=challenge.json["id"])
    assert (practised.status_code, practised.json["tally"]) == (201, None)
    assert total(cast.ana.id) == 0
    assert ana.get("/today").json["answer"] is None, "practice is not the day's reply"
    assert ana.get("/today").json["streak"]["current"] == 0
    assert differences() == []


@pytest.mark.parametrize("who", ["kofi", "mara", "ada"])
def test_coaches_managers_and_admins_may_practise_outside_the_boards(app: Flask, cast: Cast, who: str):
    program = Program(app, getattr(cast, who))
    assert program.reply(challenge_id=program.post("/practice").json["id"]).status_code == 201
    assert differences() == []


def test_practising_ten_times_in_a_row_always_finds_another(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    assert len({ana.post("/practice").json["id"] for _ in range(10)}) == 10


def test_an_empty_playbook_has_nothing_to_practise_and_no_challenge(app: Flask):
    from webapp.people.actions import add_person
    from webapp.people.models import Cohort, WorkCalendar

    with work():
        cohort = Cohort(name="First", started_on=NOON.date())
        db.session.add(cohort)
        db.session.flush()
        calendar = WorkCalendar(name="Germany", country="DE")
        rep = add_person(
            "Rep", "rep@x.test", role="rep", calendar=calendar, time_zone="UTC", cohort_id=cohort.id, now=NOON
        )
    program = Program(app, rep)
    assert program.get("/today").json["challenge"] is None
    assert program.get("/sessions").status_code == 200
    assert program.get("/judging").json == {"answers": []}
    refused(program.post("/practice"), 422, "empty")

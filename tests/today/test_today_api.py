"""GET /today and /sessions: what a day brings, for programs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock, Program, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence
from webapp.schedule.models import Recall, Serving

TODAY = {"date", "working_day", "challenge", "recalls", "answer", "to_judge", "streak", "why"}
FACT = {"id", "topic", "statement", "why", "proof", "source", "valid_until"}
STREAK = {"current", "longest", "freezes", "safe"}


def test_today_carries_what_the_contract_says_and_no_more(app: Flask, cast: Cast):
    today = Program(app, cast.ana).get("/today").json
    assert today.keys() == TODAY
    assert (today["date"], today["working_day"]) == ("2026-11-24", True)
    assert today["challenge"].keys() == {"id", "fact", "prompt"}
    assert today["challenge"]["fact"].keys() == FACT
    assert today["challenge"]["fact"]["proof"].keys() == {"kind", "text"}
    assert today["challenge"]["prompt"].keys() == {"id", "text", "persona", "stage", "mood"}
    assert today["streak"].keys() == STREAK
    assert (today["recalls"], today["answer"], today["to_judge"]) == ([], None, 0)


def test_today_carries_my_reply_with_its_key_points_and_tally(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    ana.reply("Nine days. Shall we?")
    answer = ana.get("/today").json["answer"]
    assert {"id", "text", "key_points", "closes_at", "tally"} <= answer.keys()
    assert answer["text"] == "Nine days. Shall we?"
    assert answer["key_points"] == [
        {"text": "nine working days", "used": True},
        {"text": "a named lead", "used": False},
    ]
    assert answer["tally"] == {
        "answer_id": answer["id"],
        "votes": 0,
        "fact": None,
        "persuasion": None,
        "score": None,
        "confidence": None,
    }
    assert ana.get("/today").json["streak"]["safe"] is True


def test_the_challenge_stays_the_same_however_often_it_is_asked_for(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    assert len({ana.challenge_of_today() for _ in range(3)}) == 1
    assert Program(app, cast.ben).challenge_of_today() == ana.challenge_of_today()
    served = db.session.scalars(select(Serving).where(Serving.person_id == cast.ana.id)).all()
    assert len(served) == 1


def test_someone_without_a_cohort_has_no_challenge_and_a_coach_has_replies_to_judge(app: Flask, cast: Cast):
    with work():
        newcomer = cast.person("Newcomer", "rep", cast.reds)
        a_reply(cast.ana, NOON)
    today = Program(app, newcomer).get("/today")
    assert (today.status_code, today.json["challenge"], today.json["answer"]) == (200, None, None)
    coach = Program(app, cast.kofi).get("/today").json
    assert (coach["challenge"], coach["to_judge"]) == (None, 1)


@pytest.mark.parametrize("who", ["mara", "ada"])
def test_managers_and_admins_have_a_day_without_a_challenge(app: Flask, cast: Cast, who: str):
    today = Program(app, getattr(cast, who)).get("/today").json
    assert (today["challenge"], today["to_judge"]) == (None, 0)


def test_to_judge_counts_colleagues_only_and_only_after_my_reply(app: Flask, cast: Cast):
    with work():
        for author in (cast.ben, cast.cleo, cast.outsider):
            a_reply(author, NOON)
    ana = Program(app, cast.ana)
    assert ana.get("/today").json["to_judge"] == 0
    ana.reply()
    assert ana.get("/today").json["to_judge"] == 2


def test_what_is_due_comes_with_its_choices_and_without_the_answer(app: Flask, cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    ana = Program(app, cast.ana)
    (recall,) = ana.get("/today").json["recalls"]
    assert recall.keys() == {"id", "question", "choices"}
    assert [choice.keys() for choice in recall["choices"]] == [{"id", "text"}] * 3
    assert ana.get("/today").json["recalls"] == [recall], "in an order of its own that stays"
    assert Program(app, cast.ben).get("/today").json["recalls"] == []


def test_at_most_three_recalls_are_asked_a_day(app: Flask, cast: Cast):
    with work():
        for fact_id in range(1, 7):
            db.session.add(Recall(person_id=cast.ana.id, fact_id=fact_id, due_on=TUESDAY))
    assert len(Program(app, cast.ana).get("/today").json["recalls"]) == 3


def test_the_sessions_are_today_and_the_next_working_days(app: Flask, cast: Cast, clock: Clock):
    clock.at = datetime(2026, 11, 27, 11, tzinfo=UTC)
    with work():
        enter_absence(cast.ana, date(2026, 11, 30), date(2026, 11, 30), cast.ana, now=NOON)
    ana = Program(app, cast.ana)
    sessions = ana.get("/sessions").json["sessions"]
    assert [one["date"] for one in sessions] == ["2026-11-27", "2026-12-01", "2026-12-02"]
    assert [one.keys() for one in sessions] == [{"date", "challenge", "recalls"}] * 3
    assert sessions[0]["challenge"]["id"] == ana.challenge_of_today()
    assert len({one["challenge"]["id"] for one in sessions}) == 3


@pytest.mark.parametrize(("days", "count"), [(1, 1), (5, 5)])
def test_one_to_five_sessions_may_be_asked_for(app: Flask, cast: Cast, days: int, count: int):
    assert len(Program(app, cast.ana).get("/sessions", days=days).json["sessions"]) == count


def test_any_other_number_of_sessions_is_refused(app: Flask, cast: Cast, subtests: pytest.Subtests):
    for days in ["0", "6", "-1", "2.5", "many", "", str(2**63), "true", "\x00"]:
        with subtests.test(days=days):
            refused(Program(app, cast.ana).get("/sessions", days=days), 422, "days")


def test_a_challenge_fetched_ahead_is_the_one_that_comes_and_can_be_replied_to_then(
    app: Flask, cast: Cast, clock: Clock
):
    ana = Program(app, cast.ana)
    ahead = ana.get("/sessions").json["sessions"][1]["challenge"]["id"]
    refused(ana.reply(challenge_id=ahead), 409, "another day")
    clock.forward(days=1)
    assert ana.challenge_of_today() == ahead
    assert ana.reply(challenge_id=ahead).status_code == 201


def test_someone_without_a_cohort_has_sessions_without_challenges(app: Flask, cast: Cast):
    with work():
        newcomer = cast.person("Newcomer")
    sessions = Program(app, newcomer).get("/sessions").json["sessions"]
    assert [one["challenge"] for one in sessions] == [None, None, None]


def test_the_first_day_ever_has_a_challenge_nothing_to_judge_and_no_streak(app: Flask, cast: Cast):
    today = Program(app, cast.outsider).get("/today").json
    assert today["challenge"] is not None
    assert today["streak"] == {"current": 0, "longest": 0, "freezes": 0, "safe": False}


def test_in_a_cohort_of_fewer_than_four_the_author_sees_the_tally_at_closing_only(app: Flask, cast: Cast, clock: Clock):
    with work():
        friend = cast.person("Friend", "rep", cast.greens, cast.spring)
        answer = a_reply(cast.outsider, NOON)
        a_vote(friend, answer, 2, 2, NOON)
    author, judge = Program(app, cast.outsider), Program(app, friend)
    assert author.get(f"/answers/{answer.id}").json["tally"] is None
    assert author.get("/today").json["answer"]["tally"] is None
    assert judge.get(f"/answers/{answer.id}").json["tally"]["votes"] == 1
    from webapp.voting.tasks import close_all_due

    clock.at = answer.closes_at + timedelta(seconds=1)
    close_all_due()
    assert author.get(f"/answers/{answer.id}").json["tally"]["votes"] == 1

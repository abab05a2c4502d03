"""Phones that took days along and come back later."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock, Program, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import move
from webapp.playbook.models import Challenge, Fact
from webapp.points.models import Entry
from webapp.points.verify import differences
from webapp.schedule import actions as schedule
from webapp.schedule import queries as served
from webapp.standings.groups import group_rows

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def ana(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ana)


def test_recalls_of_two_days_offline_are_all_taken(cast: Cast, ana: Program, clock: Clock):
    with work():
        for fact_id in list(db.session.scalars(select(Fact.id).limit(6))):
            schedule.introduce(cast.ana, fact_id, day=TUESDAY, now=NOON)
    clock.forward(days=1)
    coming = ana.get("/sessions", days=5).json["sessions"]
    clock.at = NOON + timedelta(days=6)
    for day, session in enumerate(coming[:2], start=2):
        for recall in session["recalls"]:
            said = {"choice": recall["choices"][0]["id"], "answered_at": (NOON + timedelta(days=day)).isoformat()}
            assert ana.post(f"/recalls/{recall['id']}", **said).status_code == 200


@pytest.fixture
def replaced(cast: Cast, ana: Program, clock: Clock) -> int:
    """Wednesday's challenge as Ana's phone has it; her cohort was given another one since."""
    session = ana.get("/sessions", days=3).json["sessions"][1]
    kept: int = session["challenge"]["id"]
    assert date.fromisoformat(session["date"]) == WEDNESDAY
    another = db.session.scalars(select(Challenge.id).where(Challenge.id != kept)).first()
    assert another is not None
    with work():
        schedule.replace(cast.autumn.id, WEDNESDAY, another, chosen_by="need", now=NOON)
    clock.forward(days=1)
    return kept


def test_the_challenge_replied_to_is_the_days(cast: Cast, ana: Program, replaced: int):
    assert ana.reply("First, from the phone.", challenge_id=replaced).status_code == 201
    today = ana.get("/today").json
    assert today["challenge"]["id"] == replaced
    assert today["answer"]["text"] == "First, from the phone."


def test_a_day_has_one_reply_whichever_challenge_it_was_to(cast: Cast, ana: Program, replaced: int):
    assert ana.reply("To the new one.").status_code == 201
    refused(ana.reply("And to the one on the phone.", challenge_id=replaced), 409, "kept")
    paid = db.session.scalars(select(Entry.amount).where(Entry.person_id == cast.ana.id, Entry.reason == "reply"))
    assert list(paid) == [10]
    assert differences() == []


def test_a_reply_written_before_a_move_counts_where_it_was_written(app: Flask, cast: Cast, ana: Program, clock: Clock):
    with work():
        schedule.serve(cast.ana, TUESDAY, now=NOON)
    planned = served.challenge_on(cast.autumn.id, TUESDAY)
    assert planned is not None
    challenge_id = planned.challenge_id
    now = clock.forward(days=1)
    with work():
        move(cast.ana, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=now)
    assert ana.reply("On Tuesday.", challenge_id=challenge_id, written_at=NOON.isoformat()).status_code == 201
    points = {row.name: row.points for row in group_rows("teams", "day", TUESDAY, now=now)}
    assert (points["Reds"], points["Greens"]) == (5.0, 0)
    ben = Program(app, cast.ben)
    ben.reply("Mine.", challenge_id=ben.challenge_of_today())
    assert [one["text"] for one in ben.get("/judging").json["answers"]] == ["On Tuesday."]

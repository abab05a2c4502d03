"""A fact that changes while people play: what they met stays as it was, what lies ahead is as it is now."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Clock, Program, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.schedule import queries, recalls
from webapp.schedule.models import Card, Recall, ScheduledChallenge

NEW = "It takes seven working days."


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.mara)


def becomes(mara: Program, fact: dict[str, Any], **more: Any) -> None:
    assert mara.patch(f"/facts/{fact['id']}", **{"statement": NEW} | more).status_code == 200
    response = mara.put(f"/facts/{fact['id']}/state", state="live")
    assert response.status_code == 200, response.text


def test_who_began_the_day_keeps_it_and_so_does_their_whole_cohort(app: Flask, cast: Cast, mara: Program) -> None:
    ana, ben = Program(app, cast.ana), Program(app, cast.ben)
    seen = ana.get("/today").json["challenge"]
    becomes(mara, seen["fact"])
    assert ana.get("/today").json["challenge"] == seen
    assert ben.get("/today").json["challenge"] == seen
    assert ana.reply(challenge_id=seen["id"]).status_code == 201
    assert seen["fact"]["statement"] != NEW


def test_a_day_that_nobody_began_has_the_fact_as_it_is_now(app: Flask, cast: Cast, mara: Program) -> None:
    row = queries.challenge_on(cast.autumn.id, TUESDAY)
    assert row is not None
    becomes(mara, {"id": row.challenge.fact.id})
    challenge = Program(app, cast.ana).get("/today").json["challenge"]
    assert challenge["fact"]["statement"] == NEW
    assert challenge["fact"]["id"] == row.challenge.fact.origin_id


def test_a_reply_keeps_the_version_that_it_answered(app: Flask, cast: Cast, mara: Program) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
        old = answer.challenge.fact.statement
    becomes(mara, {"id": answer.challenge.fact.origin_id}, key_points=[{"text": "seven"}], model_reply="In seven.")
    (card,) = [a for a in Program(app, cast.kofi).get("/judging").json["answers"] if a["id"] == answer.id]
    assert card["challenge"]["fact"]["statement"] == old
    told = Program(app, cast.ana).get(f"/answers/{answer.id}").json
    assert [point["text"] for point in told["key_points"]] == ["nine working days", "a named lead"]


def test_a_retired_fact_leaves_the_days_that_nobody_began(app: Flask, cast: Cast, mara: Program) -> None:
    row = queries.challenge_on(cast.autumn.id, TUESDAY + timedelta(days=1))
    assert row is not None
    fact_id = row.challenge.fact.origin_id
    assert mara.put(f"/facts/{fact_id}/state", state="retired").status_code == 200
    db.session.expire_all()
    left = db.session.scalars(db.select(ScheduledChallenge).where(ScheduledChallenge.day > TUESDAY)).all()
    assert left
    assert fact_id not in {one.challenge.fact.origin_id for one in left}


def test_a_day_left_empty_is_filled_again(app: Flask, cast: Cast, mara: Program, clock: Clock) -> None:
    row = queries.challenge_on(cast.autumn.id, TUESDAY + timedelta(days=1))
    assert row is not None
    fact_id = row.challenge.fact.origin_id
    mara.put(f"/facts/{fact_id}/state", state="retired")
    clock.forward(days=1)
    assert Program(app, cast.ana).get("/today").json["challenge"]["fact"]["id"] != fact_id


def test_a_shorter_validity_empties_the_days_beyond_it(app: Flask, cast: Cast, mara: Program) -> None:
    row = queries.challenge_on(cast.autumn.id, TUESDAY + timedelta(days=3))
    assert row is not None
    fact_id = row.challenge.fact.origin_id
    becomes(mara, {"id": fact_id}, valid_until=TUESDAY.isoformat())
    db.session.expire_all()
    again = queries.challenge_on(cast.autumn.id, TUESDAY + timedelta(days=3))
    assert again is None or again.challenge.fact.origin_id != fact_id


def test_a_changed_question_is_asked_as_it_is_now_and_an_answer_to_the_old_one_still_counts(
    app: Flask, cast: Cast, mara: Program, clock: Clock
) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
    fact_id = answer.challenge.fact.origin_id
    clock.forward(days=1)
    ana = Program(app, cast.ana)
    (old,) = ana.get("/today").json["recalls"]
    right = old["choices"][[choice["text"] for choice in old["choices"]].index("Nine days")]
    becomes(
        mara,
        {"id": fact_id},
        statement=NEW,
        recall={"question": "How long now?", "choices": ["Seven days", "Nine days"]},
        key_points=[{"text": "seven"}],
        model_reply="In seven days.",
    )
    (new,) = ana.get("/today").json["recalls"]
    assert (new["id"], new["question"]) == (old["id"], "How long now?")
    result = ana.post(f"/recalls/{old['id']}", choice=right["id"]).json
    assert (result["correct"], result["points"]) == (True, 2)
    assert ana.post(f"/recalls/{old['id']}", choice=new["choices"][0]["id"]).json == result
    clock.at += timedelta(days=60)
    (later,) = ana.get("/today").json["recalls"]
    assert later["question"] == "How long now?"


def test_a_choice_of_another_fact_is_still_no_answer(app: Flask, cast: Cast, clock: Clock) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
    other = next(c for c in queries.pairings() if c.fact_id != answer.challenge.fact_id)
    clock.forward(days=1)
    (due,) = Program(app, cast.ana).get("/today").json["recalls"]
    with app.app_context():
        strange = db.session.scalar(db.text(f"SELECT min(id) FROM choices WHERE fact_id = {other.fact_id}"))
    refused(Program(app, cast.ana).post(f"/recalls/{due['id']}", choice=strange), 422)


def test_who_met_it_offline_is_asked_the_fact_as_it_is_now(app: Flask, cast: Cast, mara: Program) -> None:
    ana = Program(app, cast.ana)
    seen = ana.get("/today").json["challenge"]
    becomes(mara, seen["fact"])
    ana.reply(challenge_id=seen["id"])
    (asked,) = recalls.spread(cast.ana, [TUESDAY, TUESDAY + timedelta(days=1)])[TUESDAY + timedelta(days=1)]
    assert asked.fact.statement == NEW
    assert [card.fact_id for card in db.session.scalars(db.select(Card))] == [asked.fact_id]


def test_a_retired_fact_is_not_asked(app: Flask, cast: Cast, mara: Program, clock: Clock) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
    mara.put(f"/facts/{answer.challenge.fact.origin_id}/state", state="retired")
    clock.forward(days=1)
    assert Program(app, cast.ana).get("/today").json["recalls"] == []
    assert db.session.scalar(db.select(db.func.count()).select_from(Recall)) == 1

from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Clock, Program
from webapp.answers.models import Answer
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.today.session import session_for
from webapp.voting.actions import assign


def test_a_judge_learns_nothing_but_the_text_before_their_vote(app: Flask, cast: Cast, clock: Clock):
    with work():
        answer = a_reply(cast.ana, NOON)
        assign(cast.ben, [answer.id], now=NOON)
    ben = Program(app, cast.ben)
    blind = ben.get(f"/answers/{answer.id}").json
    assert (blind["text"], blind["key_points"], blind["closes_at"], blind["tally"]) == (answer.text, [], None, None)
    with work():
        a_vote(cast.ben, answer, 2, 2, NOON)
    assert ben.get(f"/answers/{answer.id}").json["key_points"]


def test_every_third_card_comes_from_the_last_working_day(app: Flask, cast: Cast):
    with work():
        yesterday = [a_reply(who, NOON - timedelta(days=1)) for who in (cast.cleo, cast.dev)]
        for who in (cast.ana, cast.ben, cast.cleo, cast.dev):
            a_reply(who, NOON)
    days = []
    for _ in range(3):
        with app.test_request_context():
            card = session_for(cast.ana, "judge", now=NOON)["judging"]["next"]
        days.append(card["answer_id"] in [answer.id for answer in yesterday])
        with work():
            a_vote(cast.ana, db.session.get_one(Answer, card["answer_id"]), 2, 1, NOON)
    assert days == [False, False, True]


def test_who_has_seen_the_others_replies_cannot_give_their_own(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        assign(cast.ben, [answer.id], now=NOON)
    with pytest.raises(Conflict), work():
        a_reply(cast.ben, NOON)
    with work():
        assert a_reply(cast.cleo, NOON).person_id == cast.cleo.id

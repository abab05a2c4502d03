"""Taps in the same instant on PostgreSQL, where writers do not queue for each other by themselves."""

from collections import Counter
from threading import Barrier

from flask import Flask

from tests.cast import NOON, assemble
from tests.on_postgresql import app as app
from tests.voting.test_at_once import at_once
from webapp.core.work import work
from webapp.extensions import db
from webapp.huddle import actions, choosing, playing
from webapp.huddle.models import Huddle, HuddleBallot, HuddlePlayer, HuddleReply, HuddleStep
from webapp.people.models import Person

PHONES = 8


class Room:
    def __init__(self) -> None:
        with work():
            cast = assemble()
            people = [cast.person(f"Rep {n}") for n in range(PHONES)]
            huddle = actions.start(cast.kofi, choosing.playable(NOON)[0].id, now=NOON)
            self.leader, self.id, self.code = cast.kofi.id, huddle.id, huddle.code
            self.people = [person.id for person in people]

    def go_on(self, turn: int) -> None:
        with work():
            actions.go_on(person(self.leader), self.id, turn, now=NOON)


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def test_a_whole_round_of_taps_sent_twice_at_once_counts_each_once(app: Flask) -> None:
    room = Room()
    meet = Barrier(2 * PHONES)

    def tap_all(n: int) -> None:
        """Two phones each, in step with all the others."""
        mine = room.people[n % PHONES]
        meet.wait()
        with work():
            actions.join(person(mine), room.code, now=NOON)
        meet.wait()
        room.go_on(0)
        meet.wait()
        with work():
            playing.give_reply(person(mine), room.id, client_id="same", text=f"Words of {mine}.", now=NOON)
        meet.wait()
        room.go_on(1)
        meet.wait()
        with work():
            dealt = [ballot.reply_id for ballot in playing.deal(person(mine), room.id, now=NOON)]
        for reply_id in dealt:
            with work():
                playing.cast(person(mine), room.id, reply_id, playing.Vote(2, 1), now=NOON)

    at_once(app, tap_all, 2 * PHONES)
    assert db.session.query(HuddlePlayer).count() == PHONES
    assert db.session.query(HuddleReply).count() == PHONES
    assert db.session.query(HuddleStep).count() == 2
    ballots = db.session.query(HuddleBallot).all()
    assert set(Counter(ballot.judge_id for ballot in ballots).values()) == {3}
    assert set(Counter(ballot.reply_id for ballot in ballots).values()) <= {2, 3, 4}
    assert all(ballot.cast_at is not None for ballot in ballots)
    assert db.session.get_one(Huddle, room.id)

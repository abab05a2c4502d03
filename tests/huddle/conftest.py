"""A huddle in Kofi's meeting, and short ways through it."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Clock, Program, clock, restarted  # noqa: F401
from webapp.core.work import work
from webapp.huddle import actions, choosing, playing
from webapp.huddle.models import Huddle, HuddleBallot, HuddleReply
from webapp.huddle.queries import stage_of
from webapp.people.models import Person


class Meeting:
    """Led by Kofi; Ana, Ben and Cleo are in it."""

    def __init__(self, cast: Cast, clock: Clock) -> None:  # noqa: F811
        self.cast, self.clock, self.leader = cast, clock, cast.kofi
        self.challenge_id = choosing.playable(clock())[0].id
        with work():
            self.huddle: Huddle = actions.start(cast.kofi, self.challenge_id, now=clock())
        self.id, self.code = self.huddle.id, self.huddle.code
        self.join(cast.ana, cast.ben, cast.cleo)

    def join(self, *people: Person) -> None:
        for person in people:
            with work():
                actions.join(person, self.code, now=self.clock())

    def guests(self, count: int) -> list[Person]:
        """More people, all joined."""
        with work():
            people = [self.cast.person(f"Guest {n}") for n in range(count)]
        self.join(*people)
        return people

    def go_on(self) -> None:
        with work():
            actions.go_on(self.leader, self.id, stage_of(self.huddle, self.clock()).turn, now=self.clock())

    def reply(self, person: Person, text: str, client_id: str | None = None, seq: int | None = None) -> HuddleReply:
        with work():
            given, _new = playing.give_reply(
                person, self.id, client_id=client_id or f"{person.id}-{text}", text=text, seq=seq, now=self.clock()
            )
        return given

    def deal(self, judge: Person) -> list[HuddleBallot]:
        with work():
            return playing.deal(judge, self.id, now=self.clock())

    def vote(self, judge: Person, reply_id: int, fact: int, persuasion: int, seq: int | None = None) -> HuddleBallot:
        with work():
            return playing.cast(judge, self.id, reply_id, playing.Vote(fact, persuasion), seq=seq, now=self.clock())


@pytest.fixture
def meeting(cast: Cast, clock: Clock) -> Meeting:  # noqa: F811
    return Meeting(cast, clock)


@pytest.fixture
def leader(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.kofi)

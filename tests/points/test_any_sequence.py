"""Whatever people do, in whatever order and at whatever hour, the ledger is what its sources give."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from tests.cast import NOON, Cast, assemble
from tests.conftest import settings_for
from webapp import create_app
from webapp.answers.actions import give_answer
from webapp.answers.models import Answer
from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.extensions import db
from webapp.need import actions as need
from webapp.people.actions import enter_absence, move_to_zone
from webapp.people.models import Person
from webapp.points.models import Entry
from webapp.points.verify import differences
from webapp.schedule import actions as schedule
from webapp.schedule import recalls
from webapp.standings.actions import from_ledger
from webapp.standings.queries import all_time_points, sums
from webapp.voting import actions as judging
from webapp.voting import moderation, queue
from webapp.voting.models import Tally, Vote
from webapp.voting.rules import Sums, score

PLAYERS = ("ana", "ben", "cleo", "dev", "outsider", "kofi", "mara", "ada")
who = st.sampled_from(PLAYERS)
step = st.integers(0, 2)
nth = st.integers(0, 30)


class AnySequence(RuleBasedStateMachine):
    start: ClassVar[Callable[[], Cast]]

    @initialize()
    def begin(self) -> None:
        self.cast, self.now, self.sent = self.start(), NOON, 0

    @rule(name=who, repeated=st.booleans(), late=st.sampled_from([0, 0, 0, 9, 30, 50]))
    def reply(self, name: str, repeated: bool, late: int) -> None:
        person, written = self.person(name), self.now - timedelta(hours=late)
        self.sent += 1
        with suppress(Problem), work():
            row = schedule.serve(person, clock.local_day(written, person.time_zone), now=self.now)
            if row is not None:
                self.give(person, row.challenge_id, "The same again." if repeated else f"Nine. {self.sent}", written)

    @rule(name=who)
    def send_the_last_reply_again(self, name: str) -> None:
        person = self.person(name)
        last = db.session.scalar(
            select(Answer).where(Answer.person_id == person.id).order_by(Answer.id.desc()).limit(1)
        )
        if last is not None:
            given = (last.challenge_id, last.text, last.written_at, last.client_id)
            with work():
                answer, new = self.give(person, *given)
                assert (answer.id, new) == (last.id, False)

    @rule(name=who)
    def practise(self, name: str) -> None:
        person = self.person(name)
        self.sent += 1
        with suppress(Problem), work():
            day = clock.local_day(self.now, person.time_zone)
            challenge = need.serve_practice(person, day, now=self.now)
            assert challenge is not None
            self.give(person, challenge.id, f"Only for me. {self.sent}", self.now)

    @rule(name=who, fact=step, persuasion=step, n=nth, again=st.booleans())
    def vote_on_what_is_served(self, name: str, fact: int, persuasion: int, n: int, again: bool) -> None:
        judge = self.person(name)
        with suppress(Problem), work():
            waiting = queue.to_judge(judge, clock.local_day(self.now, judge.time_zone), now=self.now)
            judging.assign(judge, [answer.id for answer in waiting], now=self.now)
            if waiting:
                for _ in range(2 if again else 1):
                    ballot = judging.Cast(fact, persuasion)
                    judging.cast_vote(judge, waiting[n % len(waiting)].id, ballot, now=self.now)

    @rule(fact=step, persuasion=step, n=nth, seq=st.none() | st.integers(0, 5))
    def change_a_vote(self, fact: int, persuasion: int, n: int, seq: int | None) -> None:
        votes = db.session.execute(select(Vote.judge_id, Vote.answer_id).order_by(Vote.id)).all()
        if votes:
            judge_id, answer_id = votes[n % len(votes)]
            judge = db.session.get_one(Person, judge_id)
            with suppress(Problem), work():
                judging.cast_vote(judge, answer_id, judging.Cast(fact, persuasion), seq=seq, now=self.now)

    @rule(name=who, fact=st.integers(-1, 3), n=nth)
    def vote_on_anything(self, name: str, fact: int, n: int) -> None:
        judge = self.person(name)
        with suppress(Problem), work():
            judging.cast_vote(judge, n, judging.Cast(fact, 1), now=self.now)

    @rule(name=st.sampled_from(["kofi", "mara", "ada", "ana"]), kind=st.sampled_from(moderation.KINDS), n=nth)
    def moderate(self, name: str, kind: str, n: int) -> None:
        with suppress(Problem), work():
            moderation.moderate(self.person(name), n + 1, kind, "Because.", now=self.now)

    @rule(name=who, n=nth, repeated=st.booleans())
    def recall(self, name: str, n: int, repeated: bool) -> None:
        person = self.person(name)
        day = clock.local_day(self.now, person.time_zone)
        with suppress(Problem), work():
            due = recalls.due_recalls(person, day)
            if due:
                chosen = due[0].fact.choices[n % 3].id
                for _ in range(2 if repeated else 1):
                    schedule.answer_recall(person, due[0].id, chosen, seconds=1.0, day=day, now=self.now)

    @rule()
    def close(self) -> None:
        with work():
            judging.close_due(now=self.now)

    @rule(name=who, zone=st.sampled_from(["Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin", "Asia/Kolkata"]))
    def travel(self, name: str, zone: str) -> None:
        person = self.person(name)
        self.now += timedelta(seconds=1)
        with work():
            move_to_zone(person, zone, now=self.now)
        self.now += timedelta(seconds=1)

    @rule(name=who, days=st.integers(0, 3))
    def go_away(self, name: str, days: int) -> None:
        person, today = self.person(name), self.now.date()
        with work():
            enter_absence(person, today, today + timedelta(days=days), person, now=self.now)

    @rule(hours=st.sampled_from([0.1, 1, 5, 12, 24, 24, 48, 72]))
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def the_ledger_is_what_its_sources_give(self) -> None:
        db.session.rollback()
        assert differences() == []

    @invariant()
    def the_standings_equal_the_ledger(self) -> None:
        assert sums() == from_ledger()
        owed = dict(db.session.execute(select(Entry.person_id, func.sum(Entry.amount)).group_by(Entry.person_id)).all())
        assert all(all_time_points(person_id) == points for person_id, points in owed.items())
        assert all(points >= 0 for points in owed.values())

    @invariant()
    def scores_are_in_range_and_nobody_judged_themselves(self) -> None:
        for tally in db.session.scalars(select(Tally)):
            assert 0 <= tally.quality <= 20
            found = score(Sums(tally.votes, tally.weight, tally.fact, tally.persuasion))
            assert (found is None) == (tally.votes == 0)
            assert found is None or all(0 <= share <= 1 for share in found)
        own = select(func.count()).select_from(Vote).join(Answer).where(Vote.judge_id == Answer.person_id)
        assert db.session.scalar(own) == 0
        db.session.rollback()

    def person(self, name: str) -> Person:
        found: Person = getattr(self.cast, name)
        return found

    def give(self, person: Person, challenge_id: int, text: str, written: datetime, client_id: str = "") -> Any:
        return give_answer(
            person,
            client_id=client_id or f"sent-{self.sent}",
            challenge_id=challenge_id,
            text=text,
            written_at=written,
            now=self.now,
        )


@pytest.fixture
def begins_anew(migrated: Path, tmp_path: Path) -> Iterator[Callable[[], Cast]]:
    """Starts every example on a copy of one database in which the cast is assembled."""
    prepared, played = tmp_path / "prepared", tmp_path / "played"
    for folder in (prepared, played):
        folder.mkdir()
        shutil.copy(migrated, folder / "repartee.db")
    app = create_app(settings_for(prepared))
    with app.app_context():
        with work():
            cast = assemble()
        db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()

    app = create_app(settings_for(played))
    with app.app_context():

        def start() -> Cast:
            db.session.remove()
            db.engine.dispose()
            for file in played.glob("repartee.db*"):
                file.unlink()
            shutil.copy(prepared / "repartee.db", played / "repartee.db")
            fresh = Cast.__new__(Cast)
            for name in PLAYERS:
                setattr(fresh, name, db.session.get_one(Person, getattr(cast, name).id))
            return fresh

        yield start
        db.session.remove()
        db.engine.dispose()


def test_no_sequence_of_actions_makes_ledger_and_standings_differ(begins_anew: Callable[[], Cast]):
    AnySequence.start = staticmethod(begins_anew)
    run_state_machine_as_test(
        AnySequence,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""Votes cast in the same instant on PostgreSQL, where writers do not queue for each other by themselves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast, assemble
from tests.on_postgresql import app as app
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.verify import differences
from webapp.voting.actions import Cast as Ballot
from webapp.voting.actions import assign, cast_vote, close_due
from webapp.voting.models import Tally, Vote
from webapp.voting.moderation import moderate

JUDGES = 8
ROUNDS = 12


def test_judges_who_judge_each_other_at_once_neither_deadlock_nor_lose_a_vote(app: Flask) -> None:
    """Everybody is author and judge, so that any two works want the same two people, each from its end."""
    judges, answers = a_circle()

    def judge(n: int) -> None:
        for turn in range(ROUNDS):
            meet.wait()
            for step in range(1, JUDGES):
                answer = answers[(n + step) % JUDGES]
                with work():
                    cast_vote(person(judges[n]), answer, Ballot((n + turn) % 3, step % 3), seq=turn, now=NOON)

    meet = Barrier(JUDGES)
    at_once(app, judge, JUDGES)
    assert db.session.query(Vote).count() == JUDGES * (JUDGES - 1)
    assert {tally.votes for tally in db.session.query(Tally)} == {JUDGES - 1}
    assert differences() == []


def test_the_first_vote_sent_twice_at_once_counts_once(app: Flask) -> None:
    judges, answers = a_circle()

    def tap(_n: int) -> None:
        meet.wait()
        with work():
            cast_vote(person(judges[0]), answers[1], Ballot(2, 2), now=NOON)

    meet = Barrier(JUDGES)
    at_once(app, tap, JUDGES)
    assert db.session.query(Vote).count() == 1
    assert db.session.get_one(Tally, answers[1]).votes == 1
    assert differences() == []


def test_closing_and_voting_at_once_leave_the_ledger_right(app: Flask) -> None:
    judges, answers = a_circle()
    later = NOON.replace(day=NOON.day + 3)

    def vote_or_close(n: int) -> None:
        meet.wait()
        for step in range(1, JUDGES):
            with work():
                if n == 0:
                    close_due(now=later)
                elif db.session.get_one(Tally, answers[(n + step) % JUDGES]).author_id != judges[n]:
                    _vote_unless_closed(judges[n], answers[(n + step) % JUDGES])

    meet = Barrier(JUDGES)
    at_once(app, vote_or_close, JUDGES)
    with work():
        close_due(now=later)
    assert db.session.query(Tally).filter(Tally.closed_at.is_(None)).count() == 0
    assert differences() == []


def test_verdicts_votes_and_the_closing_at_once_leave_the_ledger_right(app: Flask) -> None:
    judges, answers = a_circle()
    ada = db.session.query(Person).filter_by(role="admin").one().id
    later = NOON.replace(day=NOON.day + 3)

    def decide_vote_or_close(n: int) -> None:
        meet.wait()
        for step in range(1, JUDGES):
            answer = answers[(n + step) % JUDGES]
            with suppress(Conflict), work():
                if n == 0:
                    close_due(now=later)
                elif n < 4:
                    moderate(person(ada), answer, ("hidden", "restored")[(n + step) % 2], "So it is.", now=NOON)
                else:
                    cast_vote(person(judges[n]), answer, Ballot(2, 1), now=NOON)

    meet = Barrier(JUDGES)
    at_once(app, decide_vote_or_close, JUDGES)
    assert differences() == []


def a_circle() -> tuple[list[int], list[int]]:
    """Reps, and the reply of each, served to all the others."""
    with work():
        cast: Cast = assemble()
        people = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(JUDGES)]
        answers = [a_reply(one, NOON) for one in people]
        for one, own in zip(people, answers, strict=True):
            assign(one, [answer.id for answer in answers if answer is not own], now=NOON)
        return [one.id for one in people], [answer.id for answer in answers]


def at_once(app: Flask, use_case: Callable[[int], None], count: int) -> None:
    """Run it in so many threads; whatever one of them raises is raised here."""

    def run(n: int) -> None:
        with app.app_context():
            try:
                use_case(n)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(run, n) for n in range(count)]:
            done.result()
    db.session.rollback()


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def _vote_unless_closed(judge_id: int, answer_id: int) -> None:
    with suppress(Conflict):
        cast_vote(person(judge_id), answer_id, Ballot(2, 1), now=NOON)

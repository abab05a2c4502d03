"""What a page or a call costs the database does not grow with people, answers or votes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Door, Program, statements
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.schedule.models import Recall

PAGES = [
    "/?step=recall",
    "/?step=replied",
    "/?step=judge",
    "/?step=result",
    "/arena",
    "/boards",
    "/boards/people?cohort=0",
    "/boards/teams",
    "/boards/cohorts?period=all",
    "/me",
    "/me?entries=all",
    "/playbook",
    "/playbook?q=nine+working",
    "/answers/{mine}",
    "/answers/{judged}",
]
CALLS = [
    "/me",
    "/today",
    "/sessions",
    "/judging",
    "/answers/{mine}",
    "/answers/{judged}",
    "/answers/{mine}/note",
    "/lines",
    "/leaderboards/people",
    "/leaderboards/teams",
    "/leaderboards/cohorts",
    "/people",
    "/teams",
    "/cohorts",
]


def cost(door: Door, path: str) -> int:
    """Statements for the second look: the first may serve and assign."""
    for _ in range(2):
        with statements() as seen:
            response = door.get(path)
        assert response.status_code == 200
    return len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))])


def grow(cast: Cast, count: int, first: int) -> list[Person]:
    """More colleagues who reply and judge one another, a reply of mine among theirs."""
    people = [cast.person(f"Rep {first + n}", "rep", cast.reds, cast.autumn) for n in range(count)]
    answers = [a_reply(person, NOON) for person in people]
    mine = a_reply(cast.ana, NOON) if first == 0 else db.session.get_one(Answer, MINE["id"])
    MINE["id"] = mine.id
    for n, person in enumerate(people):
        a_vote(person, mine, n % 3, 2, NOON + timedelta(seconds=n))
        a_vote(cast.kofi, answers[n], 1, n % 3, NOON)
        a_vote(person, answers[n - 1], 1, 1, NOON + timedelta(seconds=n)) if count > 1 else None
    a_vote(cast.ana, answers[0], 2, 2, NOON)
    MINE.setdefault("judged", answers[0].id)
    return people


MINE: dict[str, int] = {}


@pytest.fixture
def sizes(app: Flask, cast: Cast, clock: Clock) -> Callable[[Callable[[], dict[str, int]]], None]:
    """Measure with five colleagues, enough for the day's three to judge, then with seventeen, and compare."""

    def compare(measure: Callable[[], dict[str, int]]) -> None:
        MINE.clear()
        with work():
            grow(cast, 5, 0)
            db.session.add_all(Recall(person_id=cast.ana.id, fact_id=n, due_on=NOON.date()) for n in (1,))
        small = measure()
        with work():
            grow(cast, 12, 5)
            db.session.add_all(Recall(person_id=cast.ana.id, fact_id=n, due_on=NOON.date()) for n in range(2, 9))
        large = measure()
        assert large == small
        assert max(large.values()) <= 45

    return compare


def test_pages(app: Flask, cast: Cast, sizes: Callable[..., None]):
    phone = Browser(app, cast.ana)
    sizes(lambda: {path: cost(phone, path.format(mine=MINE["id"], judged=MINE["judged"])) for path in PAGES})


def test_calls(app: Flask, cast: Cast, sizes: Callable[..., None]):
    program = Program(app, cast.ana)
    sizes(lambda: {path: cost(program, path.format(mine=MINE["id"], judged=MINE["judged"])) for path in CALLS})


def test_a_coachs_and_a_managers_pages(app: Flask, cast: Cast, sizes: Callable[..., None]):
    coach, manager = Browser(app, cast.kofi), Browser(app, cast.mara)
    sizes(
        lambda: {
            "coach": cost(coach, "/desk/coaching"),
            "coach, board": cost(coach, "/boards/people"),
            "coach, answer": cost(coach, f"/desk/coaching/{MINE['id']}"),
            "manager, board": cost(manager, "/boards"),
            "manager, answer": cost(manager, f"/answers/{MINE['id']}"),
        }
    )


def test_a_vote(app: Flask, cast: Cast, sizes: Callable[..., None]):
    program = Program(app, cast.ana)

    def measure() -> dict[str, int]:
        with statements() as seen:
            for fact in (0, 1):
                assert program.put(f"/answers/{MINE['judged']}/vote", fact=fact, persuasion=2).status_code == 200
        return {"two votes": len(seen)}

    sizes(measure)

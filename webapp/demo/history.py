"""Six weeks of replies, votes and recalls, played through the same actions that people use."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from sqlalchemy import select

from webapp.answers.actions import give_answer
from webapp.answers.models import Answer
from webapp.answers.queries import session_answer
from webapp.core import clock
from webapp.core.work import work
from webapp.demo.ramp import note_who_is_ready
from webapp.extensions import db
from webapp.need import actions as need
from webapp.people import queries as people
from webapp.people.models import Cohort, Person
from webapp.people.rules import Calendar
from webapp.schedule import actions as schedule
from webapp.schedule import recalls
from webapp.voting import queue
from webapp.voting.actions import Cast, cast_vote, close_due, serve
from webapp.voting.models import REASONS

PLAYBOOK = Path(__file__).parent / "playbook"
GUESTS = ("ana@demo.example", "ben@demo.example", "cleo@demo.example")
"""Whoever tries the demonstration plays these, so today is left for them to do."""

OPENERS = (
    "", "Fair question.", "I hear that a lot.", "Good that you ask.", "Honest answer:", "Makes sense.",
    "Let me be concrete.", "I would ask the same.", "Short version:", "Understood.",
)  # fmt: skip
CLOSERS = (
    "", "Shall I show you on Thursday?", "Want to see it with your own numbers?", "I can send you the page.",
    "Ten minutes this week?", "Would that help?", "Who else should see this?", "Shall we try it with one site?",
)  # fmt: skip


class Line(NamedTuple):
    text: str
    fact: int
    persuasion: int


class Character(NamedTuple):
    """How somebody plays, fixed by their id: from 0 to 1."""

    diligence: float
    truth: float
    charm: float


def play(cohorts: Iterable[Cohort], first: date, last: date, *, until: datetime) -> None:
    """Every cohort's days from first to last, as far as `until`; guests leave today alone."""
    calendars = people.calendars_of(db.session.scalars(select(Person)))
    for day in clock.days(first, last):
        if day == last:
            _choose_days(cohorts, day)
        for cohort in cohorts:
            with work():
                _play_day(cohort.id, day, day == last, calendars, until)
        night = min(clock.midnight(day + timedelta(1), "UTC"), until)
        _close(night)
        note_who_is_ready(night)


def lines() -> dict[str, list[Line]]:
    """What colleagues say, by the fact's statement."""
    return {
        fact["statement"]: [
            Line(fact["model_reply"], 2, 2),
            *(Line(reply["text"], reply["fact"], reply["persuasion"]) for reply in fact["replies"]),
        ]
        for document in documents()
        for fact in document["facts"]
    }


@cache
def documents() -> tuple[dict[str, Any], ...]:
    """The playbook's topics, in the order of their files."""
    return tuple(yaml.safe_load(path.read_text()) for path in sorted(PLAYBOOK.glob("*.yaml")))


def _choose_days(cohorts: Iterable[Cohort], day: date) -> None:
    """Today and the days ahead as the worker would have chosen them by its first hour."""
    with work():
        need.choose_ahead([cohort.id for cohort in cohorts], clock.midnight(day, "UTC"))


def _play_day(cohort_id: int, day: date, today: bool, calendars: dict[int, Calendar], until: datetime) -> None:
    reps = list(
        db.session.scalars(
            select(Person).where(Person.cohort_id == cohort_id, Person.role == "rep").order_by(Person.id)
        )
    )
    spoken = lines()
    for rep in reps:
        chance, working = random.Random(f"{rep.id} {day}"), calendars[rep.id].is_working(day)
        shows_up = _character(rep).diligence if working else 0.22
        if (today and rep.email in GUESTS) or chance.random() > shows_up:
            continue
        at = _moment(rep, day, chance, until)
        if session_answer(rep, day) is None:
            _play_rep(rep, day, at, spoken, chance)
    _judge_all(reps, cohort_id, day, today, until)


def _play_rep(rep: Person, day: date, at: datetime, spoken: dict[str, list[Line]], chance: random.Random) -> None:
    character = _character(rep)
    for recall in recalls.due_recalls(rep, day, limit=2):
        knows = chance.random() < 0.55 + 0.4 * character.truth
        choice = next(c for c in recall.fact.choices if c.is_right == knows)
        schedule.answer_recall(rep, recall.id, choice.id, seconds=round(chance.uniform(3, 14), 1), day=day, now=at)
    row = schedule.serve(rep, day, now=at)
    if row is None:
        return
    line = _choose(spoken[row.challenge.fact.statement], character, chance)
    written = at + _thought(rep, day)
    give_answer(
        rep,
        client_id=f"demo-{rep.id}-{day}",
        challenge_id=row.challenge_id,
        text=_varied(line.text, chance),
        written_at=written,
        proof=chance.random() < 0.3,
        now=written,
    )


def _judge_all(reps: list[Person], cohort_id: int, day: date, today: bool, until: datetime) -> None:
    """Those who replied judge a few; on past days the cohort's coach judges one reply in six."""
    meant = {line.text: line for said in lines().values() for line in said}
    for rep in reps:
        chance = random.Random(f"judge {rep.id} {day}")
        if session_answer(rep, day) is not None:
            _judge(rep, day, _moment(rep, day, chance, until, late=True), chance.randint(2, 5), meant, chance)
    if today:
        return
    for coach in people.coaches_of(cohort_id):
        chance = random.Random(f"coach {coach.id} {day}")
        _judge(coach, day, _moment(coach, day, chance, until, late=True), max(1, len(reps) // 6), meant, chance)


def _judge(judge: Person, day: date, at: datetime, count: int, meant: dict[str, Line], chance: random.Random) -> None:
    # A sample a week, as judges get who are known; here nobody learns of them while the weeks go by.
    waiting = queue.to_judge(judge, day, now=at, limit=count + 1)
    found = [answer for answer in waiting if answer.closes_at > at or day.weekday() == 0][:count]
    serve(judge, found, now=at)
    noise = 0.12 if judge.role == "coach" else 0.3
    for n, answer in enumerate(found):
        fact, persuasion = _worth(answer, meant)
        cast = Cast(_seen(fact, noise, chance), _seen(persuasion, noise, chance), _reason(persuasion, chance))
        cast_vote(judge, answer.id, cast, now=at + timedelta(seconds=20 * (n + 1)))


def _close(now: datetime) -> None:
    closed = 1
    while closed:
        with work():
            closed = close_due(now=now)


def _worth(answer: Answer, meant: dict[str, Line]) -> tuple[int, int]:
    line = next((line for text, line in meant.items() if text in answer.text), None)
    return (line.fact, line.persuasion) if line else (1, 1)


def _seen(value: int, noise: float, chance: random.Random) -> int:
    return min(2, max(0, value + (chance.choice((-1, 1)) if chance.random() < noise else 0)))


def _reason(persuasion: int, chance: random.Random) -> str | None:
    return chance.choice(REASONS) if persuasion < 2 and chance.random() < 0.4 else None


def _choose(said: list[Line], character: Character, chance: random.Random) -> Line:
    def appeal(line: Line) -> float:
        return 0.1 + character.truth * line.fact / 2 + character.charm * line.persuasion / 2

    return chance.choices(said, [appeal(line) ** 2 for line in said])[0]


def _varied(text: str, chance: random.Random) -> str:
    longest = 400
    opener, closer = chance.choice(OPENERS), chance.choice(CLOSERS) if not text.endswith("?") else ""
    varied = " ".join(part for part in (opener, text, closer) if part)
    return varied if len(varied) <= longest else text


def _character(person: Person) -> Character:
    chance = random.Random(f"character {person.id}")
    return Character(chance.uniform(0.7, 0.98), chance.uniform(0.2, 1), chance.uniform(0.2, 1))


def _thought(person: Person, day: date) -> timedelta:
    """From reading the line to sending the reply: mostly under two minutes, under four at most."""
    chance = random.Random(f"thought {person.id} {day}")
    return timedelta(seconds=round(45 + 60 * chance.random() + 120 * chance.random() ** 3))


def _moment(person: Person, day: date, chance: random.Random, until: datetime, *, late: bool = False) -> datetime:
    """Sometime on the person's day: in the morning, or in the afternoon if late; never after `until`."""
    hour = chance.uniform(15, 18) if late else chance.uniform(7, 12)
    at = clock.midnight(day, person.time_zone) + timedelta(hours=hour)
    earliest = clock.midnight(day, person.time_zone) + timedelta(seconds=person.id)
    return max(earliest, min(at, until - timedelta(seconds=(90 if late else 400) + person.id)))

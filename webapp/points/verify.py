"""What the ledger must say, computed anew from replies, votes and recalls. Rooms above add checks of theirs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.core import clock
from webapp.extensions import db
from webapp.people.models import Person, ZoneChange
from webapp.points import rules
from webapp.points.events import verifying
from webapp.points.models import Entry
from webapp.schedule.models import Recall
from webapp.voting.models import Moderation, Tally, Vote
from webapp.voting.rules import Sums, is_routine, quality
from webapp.voting.statements import COUNTS

Key = tuple[Any, ...]


def differences() -> list[str]:
    """A sentence for everything that differs from its source; none if all is well."""
    found = [*_tallies(), *_ledger()]
    for _check, sentences in verifying.send():
        found += sentences
    return found


def _tallies() -> Iterator[str]:
    votes = _votes_by_answer()
    for tally in db.session.scalars(select(Tally)):
        kept = Sums(tally.votes, tally.weight, tally.fact, tally.persuasion)
        if kept != (sums := votes.get(tally.answer_id, Sums())):
            yield f"tally of answer {tally.answer_id}: kept {tuple(kept)}, its votes give {tuple(sums)}"
        if tally.quality != quality(sums):
            yield f"quality of answer {tally.answer_id}: kept {tally.quality}, its votes give {quality(sums)}"
    yield from _standings_of_replies()


def _standings_of_replies() -> Iterator[str]:
    """Whether every reply stands as its last moderation says."""
    verdicts = _verdicts()
    for answer_id, kept in db.session.execute(select(Tally.answer_id, Tally.set_aside)):
        last = verdicts.get(answer_id, "restored")
        if kept != (None if last == "restored" else last):
            yield f"standing of answer {answer_id}: kept {kept}, its last moderation says {last}"


def _ledger() -> Iterator[str]:
    expected = {**_replies_and_quality(), **_recalls(), **_judgements()}
    for key, amount in _compared(expected, _entries()):
        yield f"ledger {key}: {amount}"


def _compared(expected: dict[Key, int], kept: dict[Key, int]) -> Iterator[tuple[Key, str]]:
    for key in sorted(expected.keys() | kept.keys(), key=str):
        if (should := expected.get(key, 0)) != (there := kept.get(key, 0)):
            yield key, f"kept {there}, its sources give {should}"


def _entries() -> dict[Key, int]:
    """Sums by person, reason, and answer or day; a moderated reply's entries count together."""
    sums: dict[Key, int] = defaultdict(int)
    moderated = _verdicts()
    rows = db.session.execute(
        select(Entry.person_id, Entry.reason, Entry.answer_id, Entry.day, func.sum(Entry.amount)).group_by(
            Entry.person_id, Entry.reason, Entry.answer_id, Entry.day
        )
    )
    for person_id, reason, answer_id, day, amount in rows:
        sums[person_id, "moderated" if answer_id in moderated else reason, answer_id, day] += amount
    return sums


def _replies_and_quality() -> dict[Key, int]:
    votes, verdicts, expected = _votes_by_answer(), _verdicts(), {}
    rows = db.session.execute(
        select(Answer.id, Answer.person_id, Answer.day, Tally.withheld, Tally.closed_at)
        .join(Tally, Tally.answer_id == Answer.id)
        .where(~Answer.practice, ~Answer.repeated)
    )
    for answer_id, person_id, day, withheld, closed_at in rows:
        shown = closed_at is not None or not withheld
        parts = {"reply": rules.REPLY, "quality": quality(votes.get(answer_id, Sums())) if shown else 0}
        if closed_at is not None and answer_id not in votes:
            parts["unjudged"] = rules.UNJUDGED
        if answer_id in verdicts:
            parts = {"moderated": sum(parts.values()) if verdicts[answer_id] == "restored" else 0}
        expected.update({(person_id, reason, answer_id, day): amount for reason, amount in parts.items()})
    return expected


def _verdicts() -> dict[int, str]:
    """The last word on each reply that was ever moderated."""
    rows = db.session.execute(select(Moderation.answer_id, Moderation.kind).order_by(Moderation.id))
    return {row[0]: row[1] for row in rows}


def _recalls() -> dict[Key, int]:
    rows = db.session.execute(
        select(Recall.person_id, Recall.day, func.count())
        .where(Recall.correct.is_(True))
        .group_by(Recall.person_id, Recall.day)
    )
    return {(person_id, "recall", None, day): n * rules.RECALL for person_id, day, n in rows}


def _judgements() -> dict[Key, int]:
    """Replay every judge's first casts: a point for five a day, none after five alike in a row."""
    expected: dict[Key, int] = defaultdict(int)
    zones = _zones()
    for judge_id, casts in _first_casts().items():
        for n, (vote, at) in enumerate(casts):
            key = (judge_id, "judgement", None, _day(zones[judge_id], at))
            earlier = [cast for cast, _at in reversed(casts[max(0, n - 5) : n])]
            if not is_routine(earlier, vote) and expected[key] < rules.JUDGEMENTS_A_DAY * rules.JUDGEMENT:
                expected[key] += rules.JUDGEMENT
    return expected


def _first_casts() -> dict[int, list[tuple[tuple[int, int], datetime]]]:
    casts: dict[int, list[tuple[tuple[int, int], datetime]]] = defaultdict(list)
    rows = db.session.execute(
        select(Vote.judge_id, Vote.first_fact, Vote.first_persuasion, Vote.first_cast_at).order_by(
            Vote.first_cast_at, Vote.id
        )
    )
    for judge_id, fact, persuasion, at in rows:
        casts[judge_id].append(((fact, persuasion), at))
    return casts


def _votes_by_answer() -> dict[int, Sums]:
    weight = func.coalesce(Vote.closing_weight, Vote.weight)
    rows = db.session.execute(
        select(
            Vote.answer_id,
            func.count(),
            func.sum(weight),
            func.sum(weight * Vote.fact),
            func.sum(weight * Vote.persuasion),
        )
        .where(COUNTS)
        .group_by(Vote.answer_id)
    )
    return {row[0]: Sums(*row[1:]) for row in rows}


def _zones() -> dict[int, list[tuple[datetime, str]]]:
    zones: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(Person.id, ZoneChange.since, ZoneChange.time_zone)
        .join(ZoneChange, ZoneChange.person_id == Person.id)
        .order_by(ZoneChange.since, ZoneChange.id)
    )
    for person_id, since, zone in rows:
        zones[person_id].append((since, zone))
    return zones


def _day(zones: Iterable[tuple[datetime, str]], at: datetime) -> date:
    history = list(zones)
    past = [zone for since, zone in history if since <= at]
    return clock.local_day(at, past[-1] if past else history[0][1])

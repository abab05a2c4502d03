"""The plain rotation: which challenge comes next. Pure: the history and the playbook in, a challenge out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

WEEK = timedelta(days=7)
TOPIC_RESTS = (timedelta(days=3), timedelta(days=1))
"""Tried in turn. Three days reach over any weekend, whichever days it falls on."""


class Met(NamedTuple):
    """A fact met under a prompt on a day, or already planned for one."""

    day: date
    fact_id: int
    prompt_id: int


class Pairing(NamedTuple):
    """A challenge of the playbook. Sequences of them are in the curriculum's order."""

    challenge_id: int
    fact_id: int
    prompt_id: int
    topic_id: int
    valid_until: date | None


def next_challenge(met: Sequence[Met], open: Sequence[Pairing], day: date) -> int | None:
    """By turns a new fact and the one longest unmet. A playbook too small for that repeats itself sooner."""
    live = _live(open, day)
    rested = _without(live, (m.fact_id for m in met if abs(m.day - day) < WEEK))
    new, old = first_new(met, rested, topic_days(met, open), day), longest_unmet(met, rested)
    fact_id = (old or new) if _last_was_new(met, day) else (new or old)
    return _under_another_prompt(met, live, fact_id or longest_unmet(met, live))


def longest_unmet(met: Sequence[Met], pairings: Sequence[Pairing]) -> int | None:
    last = {m.fact_id: n for n, m in enumerate(_in_order(met))}
    return min((p.fact_id for p in pairings if p.fact_id in last), key=last.__getitem__, default=None)


def first_new(met: Sequence[Met], pairings: Sequence[Pairing], resting: dict[int, set[date]], day: date) -> int | None:
    """The curriculum's next fact, of another topic than the last days' if there is one."""
    new = _without(pairings, (m.fact_id for m in met))
    for rest in TOPIC_RESTS:
        for p in new:
            if not any(abs(day - other) <= rest for other in resting.get(p.topic_id, ())):
                return p.fact_id
    return new[0].fact_id if new else None


def topic_days(met: Sequence[Met], open: Sequence[Pairing]) -> dict[int, set[date]]:
    topics = {p.fact_id: p.topic_id for p in open}
    found: dict[int, set[date]] = {}
    for m in met:
        if topic := topics.get(m.fact_id):
            found.setdefault(topic, set()).add(m.day)
    return found


def shuffled(ids: Iterable[int], seed: int) -> list[int]:
    """An order that looks random and is always the same for the same seed, on any machine."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())


def _live(open: Sequence[Pairing], day: date) -> list[Pairing]:
    return [p for p in open if p.valid_until is None or p.valid_until >= day]


def _without(pairings: Sequence[Pairing], facts: Iterable[int]) -> list[Pairing]:
    resting = set(facts)
    return [p for p in pairings if p.fact_id not in resting]


def _last_was_new(met: Sequence[Met], day: date) -> bool:
    """Whether the day before met its fact for the first time."""
    past = _in_order(m for m in met if m.day < day)
    return bool(past) and all(m.fact_id != past[-1].fact_id for m in past[:-1])


def _under_another_prompt(met: Sequence[Met], live: Sequence[Pairing], fact_id: int | None) -> int | None:
    """Never the prompt this fact came with last; then the least used with it, then the least used at all."""
    here = [m.prompt_id for m in _in_order(met) if m.fact_id == fact_id]
    anywhere = Counter(m.prompt_id for m in met)

    def worn(p: Pairing) -> tuple[bool, int, int]:
        return p.prompt_id in here[-1:], here.count(p.prompt_id), anywhere[p.prompt_id]

    ways = [p for p in live if p.fact_id == fact_id]
    return min(ways, key=worn).challenge_id if ways else None


def _in_order(met: Iterable[Met]) -> list[Met]:
    return sorted(met, key=lambda m: m.day)

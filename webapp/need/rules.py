"""Which challenge a cohort, or one person, needs most on a day. Pure: what is known in, a challenge and its terms out.

Need = expected forgetting of the fact x business weight of its topic x how weak and how due the soft side is there.
New facts take turns with known ones; need says which of the known, the curriculum which of the new.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

from webapp.schedule.rules import WEEK, Met, Pairing, first_new, longest_unmet, topic_days

Situation = tuple[int, str]
"""A topic's id and what kind of talk it is: objection, price, timing, competitor, trust."""
Wear = tuple[bool, float, int, date]

KNOWN_BETWEEN = {True: 1, False: 2}
"""How many days with a known fact there are between two with a new one, for those who ramp and for the others."""
KEPT = 1.1
"""What is planned stays unless another is needed by a tenth more: phones have it already."""
PRIOR = 6
"""A situation's persuasion is held towards the mean as if by so many replies of usual persuasion."""


class Way(NamedTuple):
    """A challenge that may be chosen. Sequences of them are in the curriculum's order."""

    challenge_id: int
    fact_id: int
    prompt_id: int
    topic_id: int
    valid_until: date | None
    situation: str


class Worn(NamedTuple):
    """How many of those concerned have had a prompt, and when somebody last did."""

    people: int
    last: date


class Known(NamedTuple):
    """What is known of a cohort, or of one person, for a day. Whatever is absent is as usual."""

    forgetting: Mapping[int, float]
    """By fact: the share expected to have forgotten it that day, 0 to 1. What hardly anybody has met is absent."""
    weights: Mapping[int, float]
    """By topic: how much business rides on it, 1 is usual."""
    weakness: Mapping[Situation, float]
    """1 is usual, more persuades less."""
    due: Mapping[Situation, float]
    """The share expected to have lost the knack of it that day, 0 to 1."""
    prompts: Mapping[int, Worn]
    today: date
    """What was planned before it is met as far as people remember it; what is planned from it on will be."""
    had: Collection[int]
    """The facts that enough have met by today. What is planned for earlier days and not among them, such as on a
    holiday, was not met."""


class Terms(NamedTuple):
    """What a need is the product of."""

    forgetting: float
    weight: float
    weakness: float
    due: float

    @property
    def need(self) -> float:
        return self.forgetting * self.weight * self.weakness * (1 + self.due)


class Chosen(NamedTuple):
    challenge_id: int
    is_new: bool
    """Few or none have met its fact yet."""
    terms: Terms


def choose(
    met: Sequence[Met], ways: Sequence[Way], known: Known, day: date, *, ramping: bool, kept: int | None = None
) -> Chosen | None:
    """A cohort's challenge for a day on which nobody chose one. `met`: what it has met and will meet on other days,
    pins among it; `kept`: what is planned for this day as yet. None without a playbook."""
    live = _live(ways, day)
    rested = _without(live, (m.fact_id for m in met if abs(m.day - day) < WEEK))
    seen = {m.fact_id for m in met if m.day >= known.today} | known.forgetting.keys()
    old = [way for way in rested if way.fact_id in seen]
    held = [m for m in met if m.day >= known.today or m.fact_id in known.had]
    new = _next_new(held, ways, _without(rested, seen), known, day, ramping)
    turns = (new, old) if _is_turn_of_new(held, day, KNOWN_BETWEEN[ramping]) else (old, new)
    for pool in (*turns, _longest_ago(met, live)):
        if pool:
            return _neediest(met, pool, seen, known, kept)
    return None


def practice(met: Sequence[Met], planned: Sequence[Met], ways: Sequence[Way], known: Known, day: date) -> Chosen | None:
    """One more for one person: the known fact they need most, else a new one. None of their last week's and of those
    planned for their cohort, then of today's, as long as there are others; then the one least met today."""
    live, seen = _live(ways, day), {m.fact_id for m in met} | known.forgetting.keys()
    ahead = {m.fact_id for m in planned}
    weeks = {m.fact_id for m in met if day - m.day < WEEK}
    todays = {m.fact_id for m in met if m.day >= day} | {m.fact_id for m in planned if m.day == day}
    for resting in (weeks | ahead, todays | ahead, todays):
        rested = _without(live, resting)
        if pool := [w for w in rested if w.fact_id in seen] or _of_fact(rested, first_new(met, pairs(rested), {}, day)):
            return _neediest([*met, *planned], pool, seen, known, None)
    times = Counter(m.fact_id for m in met if m.day >= day)
    fewest = min((times[w.fact_id] for w in live), default=0)
    least = [w for w in live if times[w.fact_id] == fewest]
    return _neediest([*met, *planned], least, seen, known, None) if least else None


def weakness(persuasion: Mapping[Situation, tuple[float, int]]) -> dict[Situation, float]:
    """From (sum of persuasion, 0 to 1 each, number of replies) by topic and situation. Each mean is shrunk
    towards the mean of all, as if by PRIOR more replies of it, and what it misses is told relative to what all miss."""
    replies = sum(count for _sum, count in persuasion.values())
    if not replies:
        return {}
    mean = sum(total for total, _count in persuasion.values()) / replies
    missing = max(1 - mean, 0.01)
    return {
        where: max(1 - (total + PRIOR * mean) / (count + PRIOR), 0.01) / missing
        for where, (total, count) in persuasion.items()
    }


def terms_of(way: Way, known: Known) -> Terms:
    """Of a fact that hardly anybody met all are expected not to know it."""
    where = (way.topic_id, way.situation)
    return Terms(
        known.forgetting.get(way.fact_id, 1.0),
        known.weights.get(way.topic_id, 1.0),
        known.weakness.get(where, 1.0),
        known.due.get(where, 0.0),
    )


def pairs(ways: Iterable[Way]) -> list[Pairing]:
    """As the plain rotation knows them."""
    return [Pairing(*way[:-1]) for way in ways]


def _next_new(
    met: Sequence[Met], ways: Sequence[Way], new: list[Way], known: Known, day: date, ramping: bool
) -> list[Way]:
    """The curriculum's next; those who no longer ramp begin with the topics that most business rides on."""
    if new and not ramping:
        heaviest = max(known.weights.get(way.topic_id, 1.0) for way in new)
        new = [way for way in new if known.weights.get(way.topic_id, 1.0) == heaviest]
    return _of_fact(new, first_new(met, pairs(new), topic_days(met, pairs(ways)), day))


def _neediest(met: Sequence[Met], pool: Sequence[Way], seen: set[int], known: Known, kept: int | None) -> Chosen:
    """Of the facts' best prompts the one with the highest need; of equals the longest unmet, then the curriculum's
    first."""
    fair = _under_freshest_prompts(met, pool, known)
    last = {m.fact_id: m.day.toordinal() for m in sorted(met, key=lambda m: m.day)}
    best = max(fair, key=lambda way: (terms_of(way, known).need, -last.get(way.fact_id, 0)))
    same = next((way for way in fair if way.challenge_id == kept), best)
    if terms_of(same, known).need * KEPT >= terms_of(best, known).need:
        best = same
    return Chosen(best.challenge_id, best.fact_id not in seen, terms_of(best, known))


def _under_freshest_prompts(met: Sequence[Met], pool: Sequence[Way], known: Known) -> list[Way]:
    """Each fact only under what none has had yet; else not what it came with last, but what fewest had, the least
    with this fact, the longest ago. What is planned is everybody's, though nobody has had it yet."""
    in_order = sorted(met, key=lambda m: m.day)
    last = {m.fact_id: m.prompt_id for m in in_order}
    used = {m.prompt_id: m.day for m in in_order if m.day >= known.today}
    times = Counter((m.fact_id, m.prompt_id) for m in met)

    def wear(way: Way) -> Wear:
        people, had = known.prompts.get(way.prompt_id, (0, date.min))
        planned = used.get(way.prompt_id, date.min)
        here = times[way.fact_id, way.prompt_id]
        return last.get(way.fact_id) == way.prompt_id, inf if planned > had else people, here, max(had, planned)

    worn = {way: wear(way) for way in pool}
    least: dict[int, Wear] = {}
    for way in pool:
        least[way.fact_id] = min(worn[way], least.get(way.fact_id, worn[way]))
    return [way for way in pool if worn[way] == least[way.fact_id]]


def _is_turn_of_new(met: Sequence[Met], day: date, between: int) -> bool:
    """Whether the last days, as many as there must be between, all met a fact again."""
    past = sorted((m for m in met if m.day < day), key=lambda m: m.day)
    return not any(_was_new(past, n) for n in range(max(0, len(past) - between), len(past)))


def _was_new(past: Sequence[Met], n: int) -> bool:
    return all(m.fact_id != past[n].fact_id for m in past[:n])


def _longest_ago(met: Sequence[Met], live: Sequence[Way]) -> list[Way]:
    """For a playbook too small for a week."""
    return _of_fact(live, longest_unmet(met, pairs(live)))


def _of_fact(ways: Sequence[Way], fact_id: int | None) -> list[Way]:
    return [way for way in ways if way.fact_id == fact_id]


def _live(ways: Sequence[Way], day: date) -> list[Way]:
    return [way for way in ways if way.valid_until is None or way.valid_until >= day]


def _without(ways: Sequence[Way], facts: Iterable[int]) -> list[Way]:
    resting = set(facts)
    return [way for way in ways if way.fact_id not in resting]

"""python -m bench.forgetting [--seeds 20]

What twelve people still have thirty days after half a year of two minutes a day, if need chooses (our own rules), if
the plain rotation does, and if the questions go round in a fixed order too. Same people, facts, days off and number of
questions in each; memory is that of bench/learners.py. Every four weeks how memory fades is learned from the answers so
far, by the app's own function (schedule/fitting.py); need is shown without that too.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from bench.figures import show, show_interval
from bench.learners import DEEP, Learner, facts
from webapp.need.forgetting import Trace, Traces, forgotten
from webapp.need.rules import Known, Way, choose, pairs
from webapp.schedule import memory
from webapp.schedule.fitting import Asked, fitted
from webapp.schedule.rules import Met, next_challenge

PEOPLE, FACTS, TOPICS, PROMPTS, WEEKS = 12, 60, 6, 3, 26
AT_WORK, QUESTIONS, LATER = 0.9, 3, 30
LEARNS_AGAIN = 20
"""Working days."""
START = date(2026, 1, 5)
IDS = range(1, FACTS + 1)


class World(NamedTuple):
    """What is the same for every way to choose."""

    seed: int
    ease: dict[int, float]
    """By fact."""
    weights: dict[int, float]
    """By topic."""
    ways: list[Way]
    days: list[date]


class Result(NamedTuple):
    plain: float
    weighted: float
    """By the weight of each fact's topic."""
    met: int
    """Facts that the cohort came to."""
    asked: list[list[int]]
    """How many questions each person had, day by day."""
    curve: memory.Curve
    """What was learned last of how their memory fades."""


class Cohort:
    """Twelve people in training."""

    def __init__(self, world: World) -> None:
        self.world, self.met = world, list[Met]()
        chance = Random(f"people {world.seed}")
        self.people = [Learner(chance) for _ in range(PEOPLE)]
        self.cards: list[dict[int, tuple[dict[str, Any], date]]] = [{} for _ in range(PEOPLE)]
        self.turn = [0] * PEOPLE
        self.answers, self.curve = list[Asked](), memory.BY_DEFAULT

    def remembered(self) -> Traces[int]:
        traces = [
            Trace(fact, card["stability"], _last(card).toordinal())
            for cards in self.cards
            for fact, (card, _due) in cards.items()
        ]
        return Traces(traces, self.curve)

    def learn(self) -> None:
        if fit := fitted(self.answers, self.curve):
            self.curve = fit.curve


Chooser = Callable[[Cohort, date], int | None]
Asker = Callable[[Cohort, int, date], list[int]]


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.forgetting", description="Need against rotation, simulated.")
    options.add_argument("--seeds", type=int, default=20)
    seeds = range(options.parse_args().seeds)
    worlds = [_world(seed) for seed in seeds]
    need = [_trained(world, by_need, due) for world in worlds]
    defaults = [_trained(world, by_need, due, learns=False) for world in worlds]
    rotation = [_trained(world, by_rotation, due) for world in worlds]
    fixed = [_trained(world, by_rotation, _in_turn(one.asked)) for world, one in zip(worlds, need, strict=True)]
    _show("need", need)
    _show("need by FSRS's defaults", defaults)
    _show("rotation", rotation)
    _show("fixed order", fixed)
    for name, others in (("FSRS's defaults", defaults), ("rotation", rotation), ("fixed order", fixed)):
        pairs_ = list(zip(need, others, strict=True))
        show_interval(f"recall gained over {name}", [a.plain - b.plain for a, b in pairs_])
        show_interval(f"weighted recall gained over {name}", [a.weighted - b.weighted for a, b in pairs_])
    show_interval("how many times longer stability lasts here", [one.curve.longer for one in need])
    show_interval(f"decay, by default {memory.BY_DEFAULT.decay}", [one.curve.decay for one in need])


def by_need(cohort: Cohort, day: date) -> int | None:
    gone = forgotten(cohort.remembered(), PEOPLE, day)
    known = Known(gone, cohort.world.weights, {}, {}, {}, day, gone.keys())
    chosen = choose(cohort.met, cohort.world.ways, known, day, ramping=True)
    return chosen and chosen.challenge_id


def by_rotation(cohort: Cohort, day: date) -> int | None:
    return next_challenge(cohort.met, pairs(cohort.world.ways), day)


def due(cohort: Cohort, person: int, day: date) -> list[int]:
    """As the app asks: the longest due first, three at most."""
    waiting = sorted((due_on, fact) for fact, (_card, due_on) in cohort.cards[person].items() if due_on <= day)
    return [fact for _due, fact in waiting[:QUESTIONS]]


def _in_turn(asked: list[list[int]]) -> Asker:
    """Everything one has met, round and round: as many a day as need's cohort was asked."""
    counts = [iter(each) for each in asked]

    def next_ones(cohort: Cohort, person: int, _day: date) -> list[int]:
        met, first, count = sorted(cohort.cards[person]), cohort.turn[person], next(counts[person])
        cohort.turn[person] += count
        return [met[(first + n) % len(met)] for n in range(min(count, len(met)))] if met else []

    return next_ones


def _world(seed: int) -> World:
    chance = Random(f"world {seed}")
    ways = [
        Way(fact * PROMPTS + n, fact, fact * PROMPTS + n, _topic(fact), None, "objection")
        for fact in IDS
        for n in range(PROMPTS)
    ]
    dates = [START + timedelta(days=n) for n in range(7 * WEEKS)]
    weights = {topic: chance.lognormvariate(0, 0.6) for topic in range(1, TOPICS + 1)}
    return World(
        seed,
        dict(zip(IDS, facts(FACTS, chance), strict=True)),
        weights,
        ways,
        [day for day in dates if day.weekday() < 5],
    )


def _trained(world: World, chosen_by: Chooser, asked_by: Asker, *, learns: bool = True) -> Result:
    cohort, by_id = Cohort(world), {way.challenge_id: way for way in world.ways}
    chance, asked = Random(f"days {world.seed}"), [list[int]() for _ in range(PEOPLE)]
    for number, day in enumerate(world.days):
        if learns and number % LEARNS_AGAIN == 0:
            cohort.learn()
        way = by_id[chosen_by(cohort, day) or 0]
        cohort.met.append(Met(day, way.fact_id, way.prompt_id))
        for person in [one for one in range(PEOPLE) if chance.random() < AT_WORK]:
            questions = asked_by(cohort, person, day)
            asked[person].append(len(questions))
            for fact in questions:
                _ask(cohort, person, fact, day)
            _reply(cohort, person, way.fact_id, day)
    return _result(cohort, asked)


def _ask(cohort: Cohort, person: int, fact: int, day: date) -> None:
    """Whether they know it is drawn from a chance of its own, so that the ways to choose share no luck."""
    at, learner = (day - START).days, cohort.people[person]
    knows = Random(f"{cohort.world.seed} {person} {fact} {day}").random() < learner.recall(
        fact, cohort.world.ease[fact], at
    )
    learner.meet(fact, at)
    card, _due = cohort.cards[person][fact]
    if card["last_review"]:
        cohort.answers.append(Asked((day - _last(card)).days, card["stability"], knows))
    cohort.cards[person][fact] = memory.reviewed(card, correct=knows, day=day, now=_noon(day), curve=cohort.curve)


def _reply(cohort: Cohort, person: int, fact: int, day: date) -> None:
    cohort.people[person].meet(fact, (day - START).days + 0.01, DEEP)
    cohort.cards[person].setdefault(fact, (memory.introduced(fact, _noon(day)), memory.first_due(day)))


def _result(cohort: Cohort, asked: list[list[int]]) -> Result:
    world, at = cohort.world, (cohort.world.days[-1] - START).days + LATER
    recalled = [sum(person.recall(fact, world.ease[fact], at) for person in cohort.people) / PEOPLE for fact in IDS]
    weights = [world.weights[_topic(fact)] for fact in IDS]
    weighted = sum(w * r for w, r in zip(weights, recalled, strict=True)) / sum(weights)
    return Result(sum(recalled) / FACTS, weighted, len({m.fact_id for m in cohort.met}), asked, cohort.curve)


def _show(name: str, results: list[Result]) -> None:
    show_interval(f"recall after {LATER} days, {name}", [one.plain for one in results])
    show_interval(f"weighted recall after {LATER} days, {name}", [one.weighted for one in results])
    show(f"facts met, {name}", sum(one.met for one in results) / len(results))
    questions = sum(sum(map(sum, one.asked)) for one in results)
    show(f"questions a person and working day, {name}", questions / len(results) / PEOPLE / 5 / WEEKS)


def _topic(fact: int) -> int:
    return 1 + (fact - 1) * TOPICS // FACTS


def _last(card: dict[str, Any]) -> date:
    """The day it was last asked, or met."""
    return date.fromisoformat((card["last_review"] or card["due"])[:10])


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


if __name__ == "__main__":
    main()

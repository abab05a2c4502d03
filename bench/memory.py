"""python -m bench.memory [--seeds 20]

How well FSRS as we run it predicts answers, against SM-2 and the constant average: log loss, in nats, of the last two
fifths of generated review logs. Memory is that of bench/learners.py, which is none of the three; pauses are SM-2's
times a random factor, so that they reward nobody's prediction of 0.9.

SM-2 as open-spaced-repetition/srs-benchmark has it: a good answer is quality 4, a wrong one 2; intervals 1, 6, then
times the ease; it says 0.9 at its interval, so p = 0.9 ** (days / interval). The average is learned from the earlier
part, and so is what an installation learns (schedule/fitting.py): how long stability lasts, how steeply it decays.
FSRS is shown with its defaults too, as it runs before 400 answers are there. The generator's own
probabilities say how little anybody could lose.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

import numpy as np

from bench.figures import show, show_interval
from bench.learners import DEEP, Learner, facts
from webapp.schedule import memory
from webapp.schedule.fitting import Asked, fitted
from webapp.schedule.memory import BY_DEFAULT, Curve

LEARNERS, FACTS, DAYS, TRAINED = 30, 60, 182, 0.6
START = datetime(2026, 1, 5, 12, tzinfo=UTC)
AS_WE_RUN_IT, AT_FIRST = "FSRS as we run it", "FSRS with its defaults"
LEAST = 0.0001
"""No prediction is surer than that."""


class Interval:
    """SM-2's for one fact."""

    def __init__(self) -> None:
        self.days, self.ease, self.right = 0.0, 2.5, 0

    def after(self, knows: bool) -> float:
        self.right = self.right + 1 if knows else 0
        self.days = {0: 1.0, 1: 1.0, 2: 6.0}.get(self.right, self.days * self.ease)
        quality = 4 if knows else 2
        self.ease = max(1.3, self.ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
        return self.days


class Review(NamedTuple):
    """One answer and what was said of it before."""

    day: int
    knows: bool
    sm2: float
    truth: float
    pause: int
    stability: float


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.memory", description="FSRS, SM-2 and the average, simulated.")
    options.add_argument("--seeds", type=int, default=20)
    logs = [sorted(_logs(seed)) for seed in range(options.parse_args().seeds)]
    losses = [_losses(each) for each in logs]
    for name in losses[0]:
        show_interval(f"log loss, {name}", [each[name] for each in losses])
    for name in (AT_FIRST, "SM-2", "constant average"):
        show_interval(f"log loss, {name} less {AS_WE_RUN_IT}", [each[name] - each[AS_WE_RUN_IT] for each in losses])
    curves = [_learned(_parts(each)[0]) for each in logs]
    show_interval("how many times longer stability lasts here", [curve.longer for curve in curves])
    show_interval(f"decay, by default {BY_DEFAULT.decay}", [curve.decay for curve in curves])
    show("learners, facts and days a seed", f"{LEARNERS}, {FACTS}, {DAYS}")


def _losses(reviews: list[Review]) -> dict[str, float]:
    """Of the later part, what was learned being from the earlier one."""
    first, held = _parts(reviews)
    average = float(np.mean([one.knows for one in first]))
    return {
        AS_WE_RUN_IT: _loss(_said(_learned(first), held), held),
        AT_FIRST: _loss(_said(BY_DEFAULT, held), held),
        "SM-2": _loss([one.sm2 for one in held], held),
        "constant average": _loss([average] * len(held), held),
        "the generator itself": _loss([one.truth for one in held], held),
    }


def _parts(reviews: list[Review]) -> tuple[list[Review], list[Review]]:
    cut = int(len(reviews) * TRAINED)
    return reviews[:cut], reviews[cut:]


def _learned(reviews: list[Review]) -> Curve:
    """As the app would."""
    found = fitted([Asked(one.pause, one.stability, one.knows) for one in reviews], BY_DEFAULT)
    return found.curve if found else BY_DEFAULT


def _said(curve: Curve, reviews: list[Review]) -> list[float]:
    return [curve.recalled(float(one.pause), one.stability) for one in reviews]


def _logs(seed: int) -> Iterator[Review]:
    chance = Random(f"logs {seed}")
    ease = facts(FACTS, chance)
    for _ in range(LEARNERS):
        learner = Learner(chance)
        for fact in range(FACTS):
            yield from _log(learner, fact, ease[fact], chance)


def _log(learner: Learner, fact: int, ease: float, chance: Random) -> Iterator[Review]:
    """One fact's reviews, from the second on: before it there is nothing to go by."""
    day, last, interval = chance.randrange(DAYS // 2), 0, Interval()
    card = memory.introduced(fact, START)
    learner.meet(fact, day, DEEP)
    day += 1
    while day < DAYS:
        truth, now = learner.recall(fact, ease, day), START + timedelta(days=day)
        knows, pause = chance.random() < truth, day - last
        if card["stability"] is not None:
            yield Review(day, knows, 0.9 ** (pause / interval.days), truth, pause, card["stability"])
        card, _due = memory.reviewed(card, correct=knows, day=_date(day), now=now)
        learner.meet(fact, day)
        last, day = day, day + max(1, round(interval.after(knows) * chance.lognormvariate(0, 0.7)))


def _loss(predicted: list[float], reviews: list[Review]) -> float:
    """Mean log loss in nats."""
    sure, knows = np.clip(predicted, LEAST, 1 - LEAST), np.array([one.knows for one in reviews])
    return float(-np.mean(np.log(np.where(knows, sure, 1 - sure))))


def _date(day: int) -> date:
    return (START + timedelta(days=day)).date()


if __name__ == "__main__":
    main()

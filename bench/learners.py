"""Simulated learners whose memory is not the scheduler's: traces that each decay by a power of time.

After Pavlik and Anderson, "Practice and forgetting effects on vocabulary memory: an activation-based model of the
spacing effect", Cognitive Science 29 (2005): the activation of a fact is m = ln(sum of b t^-d) over the times since
each meeting; a trace laid while the fact is active decays faster, d = c e^m + a, hence the spacing effect; the chance
to recall is logistic in m. FSRS knows neither sums of traces nor these parameters. People differ in how fast they
forget, people and facts in how well they stick.
"""

from math import exp, log
from random import Random
from typing import NamedTuple

DAY = 2160.0
"""A day in the model's seconds: outside of a session interference passes at a fortieth of its pace."""
SCALE, NOISE = 0.25, 0.4
THRESHOLD = -1.7
"""So that a usual person has a usual fact, met once, with 70 in 100 a day later."""
DEEP = 2.0
"""What replying about a fact lays down, against one for a question and its answer."""


class Trace(NamedTuple):
    at: float
    decay: float
    depth: float


class Learner:
    """One person and what they met."""

    def __init__(self, chance: Random) -> None:
        self.forgets = 0.18 * exp(chance.gauss(0, 0.25))
        self.sticks = chance.gauss(0, 0.3)
        self.traces: dict[int, list[Trace]] = {}

    def recall(self, fact: int, ease: float, at: float) -> float:
        """The probability on the day `at`; 0 for what was never met."""
        if not self.traces.get(fact):
            return 0.0
        return 1 / (1 + exp((THRESHOLD - self._activation(fact, at) - self.sticks - ease) / NOISE))

    def meet(self, fact: int, at: float, depth: float = 1.0) -> None:
        decay = SCALE * exp(self._activation(fact, at)) + self.forgets if self.traces.get(fact) else self.forgets
        self.traces.setdefault(fact, []).append(Trace(at, decay, depth))

    def _activation(self, fact: int, at: float) -> float:
        return log(sum(t.depth * max((at - t.at) * DAY, 1.0) ** -t.decay for t in self.traces[fact]))


def facts(number: int, chance: Random) -> list[float]:
    """How easily each sticks."""
    return [chance.gauss(0, 0.4) for _ in range(number)]

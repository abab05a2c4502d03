"""python -m bench.coaching [--seeds 200]

What a coach's minutes are worth by our queue, by least-judged-first and at random, where the truth is known. A day of
sixty replies and the sixty judges of issue 5's world: a reply's truth is its author's skill and its own part, equally
large, scaled to 1, on two questions; judges lean by N(0.5, 0.6), their noise is 0.4, 0.8 or 1.6 (40, 40, 20 %), 15 %
always tap the best; a coach's is 0.25; votes are cut at -0.5 and 0.5. Peers have judged each reply 0 to 5 times, the
later it came the less (`uneven`), or each three times (`even`). Says the mean squared error of the scores against
what coaches would say on average, each with its 95 % interval over the seeds.
"""

import argparse
from collections.abc import Callable
from math import sqrt
from typing import Any, NamedTuple

import numpy
from scipy.stats import norm, t

from bench.figures import show
from webapp.coaching.gain import USUAL_PACE, Cast, expected_seconds, fall, noise, usual_noise
from webapp.voting.rules import COACH, PEER, PRIOR

REPLIES = JUDGES = 60
MOST_VOTES, EVEN_VOTES = 5, 3
PEERS = ("uneven", "even")
BUDGETS = (5, 10, 20, 30)
COACHS_NOISE = 0.25
CUT = 0.5

Array = Any


class World(NamedTuple):
    """A day before its coach came."""

    truth: Array
    """Replies x questions: the mark that coaches would give on average, 0 to 1."""
    votes: list[list[Cast]]
    verdicts: Array
    """Replies x questions: what the coach would say, 0 to 2."""
    seconds: list[float]
    """What each takes the coach."""


Order = Callable[[World, Any], list[int]]


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.coaching", description="What a coach's minutes are worth.")
    options.add_argument("--seeds", type=int, default=200)
    seeds = options.parse_args().seeds
    show("seeds", seeds)
    show("replies of a seed", REPLIES)
    for peers in PEERS:
        _compare(peers, seeds)


def _compare(peers: str, seeds: int) -> None:
    errors = {name: _all_errors(peers, order, seeds) for name, order in ORDERS.items()}
    _show(f"mse_{peers}_before", errors["ours"][:, 0])
    for n, minutes in enumerate(BUDGETS, start=1):
        for name, found in errors.items():
            _show(f"mse_{peers}_{name}_{minutes}_minutes", found[:, n])
        for name in ("least_judged", "random"):
            _show(f"mse_{peers}_ours_less_{name}_{minutes}_minutes", errors["ours"][:, n] - errors[name][:, n])


def ours(world: World, _chance: Any) -> list[int]:
    """By what a second is expected to take from the doubt."""
    usual = usual_noise(world.votes)
    falls = [fall(PEER * len(votes), noise(votes, usual)) for votes in world.votes]
    return sorted(range(REPLIES), key=lambda n: -falls[n] / world.seconds[n])


def least_judged(world: World, _chance: Any) -> list[int]:
    """Then the newest, as peers are served."""
    return sorted(range(REPLIES), key=lambda n: (len(world.votes[n]), -n))


def at_random(_world: World, chance: Any) -> list[int]:
    return [int(n) for n in chance.permutation(REPLIES)]


ORDERS: dict[str, Order] = {"ours": ours, "least_judged": least_judged, "random": at_random}


def _all_errors(peers: str, order: Order, seeds: int) -> Array:
    """Seeds x budgets, the first before any."""
    return numpy.array([_errors(peers, seed, order) for seed in range(seeds)])


def _errors(peers: str, seed: int, order: Order) -> list[float]:
    """The mean squared error before, and after each budget."""
    world, chance = _world(peers, numpy.random.default_rng(seed)), numpy.random.default_rng(seed + 1_000_000)
    chosen = order(world, chance)
    ends = numpy.cumsum([world.seconds[n] for n in chosen])
    return [_error(world, chosen[: int((ends <= 60 * minutes).sum())]) for minutes in (0, *BUDGETS)]


def _error(world: World, coached: list[int]) -> float:
    found = numpy.array([_marks(world, n, n in set(coached)) for n in range(REPLIES)])
    return float(((found - world.truth) ** 2).mean())


def _marks(world: World, n: int, coached: bool) -> tuple[float, float]:
    """Fact and persuasion as `voting.rules.score` has them."""
    votes = [*world.votes[n], *([Cast(*map(int, world.verdicts[n]), COACH)] if coached else [])]
    whole = 2 * (PRIOR + sum(vote.weight for vote in votes))
    fact = PRIOR + sum(vote.weight * vote.fact for vote in votes)
    return fact / whole, (PRIOR + sum(vote.weight * vote.persuasion for vote in votes)) / whole


def _world(peers: str, chance: Any) -> World:
    truth = (chance.normal(size=(REPLIES, 2)) + chance.normal(size=(REPLIES, 2))) / sqrt(2)
    lean, spread = chance.normal(0.5, 0.6, JUDGES), chance.choice([0.4, 0.8, 1.6], JUDGES, p=[0.4, 0.4, 0.2])
    lazy = chance.random(JUDGES) < 0.15

    def vote(n: int, judge: int) -> Cast:
        seen = truth[n] + lean[judge] + chance.normal(0, spread[judge], 2)
        fact, persuasion = (2, 2) if lazy[judge] else map(int, _cut(seen))
        return Cast(fact, persuasion, PEER)

    votes = [[vote(n, judge) for judge in _judges(peers, n, chance)] for n in range(REPLIES)]
    verdicts = _cut(truth + chance.normal(0, COACHS_NOISE, truth.shape))
    lengths = numpy.clip(chance.lognormal(numpy.log(160), 0.5, REPLIES), 20, 400)
    seconds = [expected_seconds(int(length), USUAL_PACE) for length in lengths]
    return World(_marks_of(truth), votes, verdicts, seconds)


def _judges(peers: str, n: int, chance: Any) -> list[int]:
    """Unevenly, the first reply has most votes and the last none, give or take one."""
    falling = MOST_VOTES * (1 - n / (REPLIES - 1)) + chance.integers(-1, 2)
    count = EVEN_VOTES if peers == "even" else min(MOST_VOTES, max(0, round(falling)))
    return [int(judge) for judge in chance.choice(JUDGES, count, replace=False)]


def _cut(seen: Array) -> Array:
    return (seen > -CUT).astype(int) + (seen > CUT).astype(int)


def _marks_of(truth: Array) -> Array:
    """The mean of a coach's vote, halved."""
    return (norm.cdf((truth + CUT) / COACHS_NOISE) + norm.cdf((truth - CUT) / COACHS_NOISE)) / 2


def _show(name: str, values: Array) -> None:
    """The mean over the seeds with its 95 % interval."""
    reach = t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / sqrt(len(values))
    show(name, f"{values.mean():.5f}\t{values.mean() - reach:.5f}\t{values.mean() + reach:.5f}")


if __name__ == "__main__":
    main()

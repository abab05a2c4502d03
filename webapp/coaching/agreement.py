"""How well peers and a coach agree on the same replies. Pure: values in, value out."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from webapp.core.estimates import Estimate, Z, share

FEWEST = 20
"""Replies below which neither the share nor kappa is told: their intervals are for large samples."""
STEPS = range(3)


class Agreement(NamedTuple):
    n: int
    """Replies that both judged."""
    exact: Estimate | None
    """The share on which they say the same; None for too few."""
    kappa: Estimate | None
    """None for too few as well, and where either always says the same, so that there is nothing to agree on."""


def agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    """From what peers together and the coach said of each reply, 0 to 2."""
    n = len(pairs)
    if n < FEWEST:
        return Agreement(n, None, None)
    return Agreement(n, share(sum(peers == coach for peers, coach in pairs), n), kappa(_table(pairs)))


def together(votes: Sequence[tuple[int, int]]) -> int | None:
    """What peers say of one reply: the mean of their steps by weight, rounded, halves to the middle, so that neither
    end is preferred. None where there is no weight."""
    weight = sum(each for _, each in votes)
    if not weight:
        return None
    doubled = 2 * sum(step * each for step, each in votes)
    return 0 if doubled < weight else 2 if doubled > 3 * weight else 1


def kappa(table: Sequence[Sequence[int]]) -> Estimate | None:
    """Cohen's kappa with quadratic weights, 1 - (i - j)² / 4 for three steps: a near miss counts three quarters.

    With the large-sample variance of Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969), not that under
    no agreement. Rows are one judge's steps, columns the other's; None where chance alone would agree on all.
    """
    n = sum(map(sum, table))
    cells = [(i, j, table[i][j] / n, 1 - (i - j) ** 2 / 4) for i in STEPS for j in STEPS]
    rows = [sum(table[i]) / n for i in STEPS]
    columns = [sum(table[i][j] for i in STEPS) / n for j in STEPS]
    seen = sum(p * v for _, _, p, v in cells)
    chance = sum(rows[i] * columns[j] * v for i, j, _, v in cells)
    if 1 - chance < 1e-12:
        return None
    by_row = [sum(v * columns[j] for row, j, _, v in cells if row == i) for i in STEPS]
    by_column = [sum(v * rows[i] for i, column, _, v in cells if column == j) for j in STEPS]
    pulls = (p * (v * (1 - chance) - (by_row[i] + by_column[j]) * (1 - seen)) ** 2 for i, j, p, v in cells)
    variance = (sum(pulls) - (seen * chance - 2 * chance + seen) ** 2) / (n * (1 - chance) ** 4)
    value, reach = (seen - chance) / (1 - chance), Z * sqrt(max(0.0, variance))
    return Estimate(value, max(-1.0, value - reach), min(1.0, value + reach), n)


def _table(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [[sum(pair == (i, j) for pair in pairs) for j in STEPS] for i in STEPS]

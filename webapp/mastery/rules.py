"""From sums to shares and means with their uncertainty. Pure: values in, value out."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from math import sqrt
from typing import NamedTuple

from scipy.special import stdtrit

from webapp.core import estimates
from webapp.core.estimates import Estimate

FEWEST = 3
"""Below so many, an interval covers nearly everything, and a figure would only mislead."""
USUAL_SPREAD = 0.18
"""Standard deviation of one rep's scores on a topic, 0 to 1 each, as far as it is known beforehand: the prior of
three votes holds scores together."""
PRIOR = 4
"""So many observations that knowledge is worth: three replies alike do not prove that the next will be."""
LEAP = 0.05
"""What two halves must differ by before we speak of a trend."""


class Sums(NamedTuple):
    """What one person's replies and recalls came to, over any weeks and topics."""

    replies: int = 0
    fact: float = 0.0
    fact_squares: float = 0.0
    persuasion: float = 0.0
    persuasion_squares: float = 0.0
    recalls: int = 0
    recalled: int = 0


class Mastery(NamedTuple):
    """None where there is too little to tell."""

    recall: Estimate | None
    fact: Estimate | None
    persuasion: Estimate | None
    replies: int
    recalls: int


NOTHING = Mastery(None, None, None, 0, 0)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def added(one: Sums, other: Sums) -> Sums:
    return Sums._make(a + b for a, b in zip(one, other, strict=True))


def of_reply(fact: float, persuasion: float, fact_error: float = 0.0, persuasion_error: float = 0.0) -> Sums:
    """One judged reply, by what is known of it on both questions, 0 to 1, and the standard deviations of that: what
    nobody knows for sure spreads as what differs does."""
    return Sums(1, fact, fact**2 + fact_error**2, persuasion, persuasion**2 + persuasion_error**2)


def of_recall(correct: bool) -> Sums:
    return Sums(recalls=1, recalled=int(correct))


def mastery(sums: Sums) -> Mastery:
    return Mastery(
        share(sums.recalled, sums.recalls),
        mean(sums.fact, sums.fact_squares, sums.replies),
        mean(sums.persuasion, sums.persuasion_squares, sums.replies),
        sums.replies,
        sums.recalls,
    )


def share(right: int, n: int) -> Estimate | None:
    """None of too few; the interval is Wilson's."""
    return estimates.share(right, n) if n >= FEWEST else None


def mean(total: float, squares: float, n: int, *, prior: int = PRIOR) -> Estimate | None:
    """The mean with a moderated t interval: the variance is shrunk towards the usual one, and its degrees of freedom
    count along, s² = (d0 s0² + d s²) / (d0 + d) with d0 + d degrees of freedom (G. K. Smyth, 2004, Statistical
    Applications in Genetics and Molecular Biology 3(1), article 3). Cut off at 0 and 1."""
    if n < FEWEST:
        return None
    centre = total / n
    around = max(0.0, squares - n * centre * centre)
    freedom = prior + n - 1
    half = _t(freedom) * sqrt((prior * USUAL_SPREAD**2 + around) / freedom / n)
    return Estimate(centre, max(0.0, centre - half), min(1.0, centre + half), n)


def among_people(one: Estimate, people: Collection[tuple[int, float]]) -> Estimate:
    """The mean of a group with an interval that knows whose replies are whose: (replies, their sum) of each person.

    Replies of one person go together, so people make the interval and not replies: the cluster-robust standard error
    of a mean, times G / (G - 1), with G - 1 degrees of freedom (A. C. Cameron and D. L. Miller, 2015, Journal of Human
    Resources 50(2), 317-372). Never narrower than `one`, which took replies one by one: few people who happen to be
    alike prove little.
    """
    n, total = sum(replies for replies, _sum in people), sum(each for _replies, each in people)
    if len(people) < 2 or not n:
        return one
    around = sum((each - replies * total / n) ** 2 for replies, each in people)
    half = _t(len(people) - 1) * sqrt(len(people) / (len(people) - 1) * around) / n
    low, high = min(one.low, one.value - half), max(one.high, one.value + half)
    return one._replace(low=max(0.0, low), high=min(1.0, high))


def trend(earlier: Estimate | None, later: Estimate | None) -> str | None:
    """up, down or level; None where either half has too little to tell. Only what neither half's interval holds of the
    other's value is a change, and only where it is large enough to feel."""
    if earlier is None or later is None:
        return None
    leap = later.value - earlier.value
    if abs(leap) < LEAP or earlier.low <= later.value <= earlier.high or later.low <= earlier.value <= later.high:
        return "level"
    return "up" if leap > 0 else "down"


@cache
def _t(freedom: int) -> float:
    """Student's 0.975 quantile."""
    return float(stdtrit(freedom, 0.975))

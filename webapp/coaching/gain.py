"""What a coach's verdict takes from the doubt about a score, and the seconds it takes. Pure: values in, value out.

Votes count 0, 0.5 and 1 here. A vote of weight w has the variance noise / w, and the prior of three votes noise / 3,
so that the score of `voting.rules` is the mean of what is known after the votes, and noise / (W + 3) its variance: the
normal model of Gelman and others, Bayesian Data Analysis, third edition, 2.5.
"""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from webapp.voting.rules import COACH, PRIOR

BY_LOT = 1 / 6
"""The variance of a vote that is drawn by lot from 0, 0.5 and 1."""
LENT = 8
"""Degrees of freedom that all replies together lend to one's own spread: those of five votes on two questions."""
CHARACTERS_A_SECOND = 24
"""Silent reading: 238 words a minute (Brysbaert, Journal of Memory and Language 109, 2019), six characters each."""
QUICKEST = 5.0
"""Seconds without which nobody has read and judged a reply."""
FEWEST_LOOKS = 5


class Cast(NamedTuple):
    """A vote: both questions 0 to 2, its weight in thousandths."""

    fact: int
    persuasion: int
    weight: int


class Pace(NamedTuple):
    """How a coach gets on: median seconds for a reply they judged, and its median characters."""

    seconds: float
    characters: float
    replies: int


USUAL_PACE = Pace(40.0, 160.0, 0)
"""Of whom we know nothing yet."""


def fall(weight: int, noise: float) -> float:
    """How far one coach's verdict lowers the variance of what is known of a reply, fact and persuasion added up.

    From noise / (W + 3) to noise / (W + 6) on each question, so 2 x noise x 3 / ((W + 3)(W + 6)); by the law of
    total variance it is also how far the verdict is expected to move both, squared. `weight` is W in thousandths,
    `noise` the variance of one peer's vote. The two are added, not combined as in the score, whose variance would
    depend on which way the votes point.
    """
    before, after = (weight + PRIOR) / 1000, (weight + PRIOR + COACH) / 1000
    return 2 * noise * (1 / before - 1 / after)


def usual_noise(replies: Iterable[Sequence[Cast]]) -> float:
    """The variance of one peer's vote around its reply's mean, over all replies; by lot where they say nothing."""
    spreads = [_spread(votes) for votes in replies]
    squares, freedom = sum(one[0] for one in spreads), sum(one[1] for one in spreads)
    return (LENT * BY_LOT + squares) / (LENT + freedom)


def noise(votes: Sequence[Cast], usual: float) -> float:
    """The variance of one peer's vote on this reply: its own spread, shrunk towards the mean over all.

    (d0 s0² + d s²) / (d0 + d), the moderated variance of Smyth, Statistical Applications in Genetics and Molecular
    Biology 3 (1), 2004, with d0 = LENT, s0² = `usual` and d s² the weighted squares around the reply's own mean.
    """
    squares, freedom = _spread(votes)
    return (LENT * usual + squares) / (LENT + freedom)


def pace(looks: Sequence[tuple[int, int]]) -> Pace:
    """From seconds and characters of each reply that a coach judged; the usual one while they are too few."""
    if len(looks) < FEWEST_LOOKS:
        return USUAL_PACE._replace(replies=len(looks))
    return Pace(median(seconds for seconds, _ in looks), median(length for _, length in looks), len(looks))


def expected_seconds(characters: int, usual: Pace) -> float:
    """What a reply will take this coach: their median, and the reading of what it is longer or shorter."""
    return max(QUICKEST, usual.seconds + (characters - usual.characters) / CHARACTERS_A_SECOND)


def held(seconds: Iterable[float], left: float, *, begun: bool) -> int:
    """How many of them a budget still holds, in their order: the last one if at least half of it fits, and one in
    any case before the day has begun."""
    count, spent = 0, 0.0
    for each in seconds:
        if spent + each / 2 > left and (begun or count):
            break
        count, spent = count + 1, spent + each
    return count


def surer(weights: Iterable[tuple[int, int]]) -> float:
    """The share of the doubt about some scores that a coach's verdicts took away.

    Of each, the weight of all its votes now and of the coach's own, in thousandths; the variances as above, added up.
    """
    pairs = [(1 / (weight - own + PRIOR), 1 / (weight + PRIOR)) for weight, own in weights]
    before, after = sum(one[0] for one in pairs), sum(one[1] for one in pairs)
    return 1 - after / before if pairs else 0.0


def _spread(votes: Sequence[Cast]) -> tuple[float, int]:
    """Weighted squares around the mean, added up over both questions, and their degrees of freedom."""
    if len(votes) < 2:
        return 0.0, 0
    questions = ([vote.fact for vote in votes], [vote.persuasion for vote in votes])
    weights = [vote.weight / 1000 for vote in votes]
    return sum(_squares(steps, weights) for steps in questions), 2 * (len(votes) - 1)


def _squares(steps: Sequence[int], weights: Sequence[float]) -> float:
    mean = sum(w * step for w, step in zip(weights, steps, strict=True)) / sum(weights)
    return sum(w * ((step - mean) / 2) ** 2 for w, step in zip(weights, steps, strict=True))

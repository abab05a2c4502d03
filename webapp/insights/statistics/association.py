"""Whether two figures go together. It never says that one makes the other."""

from collections.abc import Sequence
from math import atanh, sqrt, tanh

from webapp.core.estimates import Estimate, Z

FEWEST = 6
"""From fewer pairs the interval says nothing."""


def together(pairs: Sequence[tuple[float, float]]) -> Estimate | None:
    """Spearman's rank correlation (scipy.stats.spearmanr) with Fisher's interval, its variance (1 + r²/2) / (n - 3) by
    Bonett and Wright (2000, Psychometrika 65, 23-28). None from fewer than six, or where one of the two never differs.
    """
    if len(pairs) < FEWEST or any(len(set(side)) == 1 for side in zip(*pairs, strict=True)):
        return None
    from scipy import stats  # half a second: only whoever asks for it pays

    r = float(stats.spearmanr([a for a, _ in pairs], [b for _, b in pairs]).statistic)
    middle, reach = atanh(max(-0.999999, min(0.999999, r))), Z * sqrt((1 + r * r / 2) / (len(pairs) - 3))
    return Estimate(r, min(r, tanh(middle - reach)), max(r, tanh(middle + reach)), len(pairs))

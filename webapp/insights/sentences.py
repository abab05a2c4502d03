"""Some weeks in three sentences: who needs what, what went well, what to do. Pure: values in, value out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from webapp.core.estimates import Estimate

ENOUGH = 10
"""Replies or recalls; from fewer no sentence is made."""
RARELY = 0.6
"""A share of working days with a reply; below it coming at all is what to work on."""
Bars = Mapping[str, float]
"""What is asked of each side, 0 to 1."""


class Strength(NamedTuple):
    """How well one topic goes on one side (`fact`, `say` or `recall`), now and in the weeks before."""

    topic_id: int
    side: str
    now: Estimate
    before: Estimate | None


class Said(NamedTuple):
    """What kind of sentence, and about what."""

    kind: str
    strength: Strength | None = None
    came: Estimate | None = None


def need(strengths: Iterable[Strength], bars: Bars) -> Said:
    """Of the topics and sides below their bar, the one that is so most certainly: by its upper end. Where there is
    none, the one nearest to its bar that may well be below it; where there is none either, the lowest of all."""
    known = sorted((one for one in strengths if one.now.n >= ENOUGH), key=lambda one: (one.topic_id, one.side))
    if not known:
        return Said("unknown")
    if weak := [one for one in known if one.now.value < bars[one.side]]:
        return Said("weak", min(weak, key=lambda one: one.now.high - bars[one.side]))
    if unsure := [one for one in known if one.now.low < bars[one.side]]:
        return Said("unsure", min(unsure, key=lambda one: one.now.value - bars[one.side]))
    return Said("fine", min(known, key=lambda one: one.now.value))


def well(strengths: Iterable[Strength], came: Estimate | None, came_before: Estimate | None) -> Said:
    """The largest rise that is no chance, of a topic or of participation; else what is strong for certain."""
    known = [one for one in strengths if one.now.n >= ENOUGH]
    risen = [one for one in known if one.before and rose(one.now, one.before)]
    if risen:
        return Said("risen", max(risen, key=lambda one: one.now.value - (one.before or one.now).value))
    if came and came_before and rose(came, came_before):
        return Said("came", None, came)
    if known:
        return Said("strong", max(known, key=lambda one: one.now.low))
    return Said("came", None, came) if came and came.n >= ENOUGH else Said("unknown")


def todo(needed: Said, came: Estimate | None) -> Said:
    """Nobody learns who does not come. Then it is the topic that needs it: a fact is pinned, a line is played."""
    if came and came.n >= ENOUGH and came.high < RARELY:
        return Said("come", None, came)
    if needed.kind == "unknown" or needed.strength is None:
        return Said("wait")
    if needed.kind == "fine":
        return Said("keep", needed.strength)
    return Said("play" if needed.strength.side == "say" else "pin", needed.strength)


def rose(now: Estimate, before: Estimate) -> bool:
    """Surely: the intervals do not touch."""
    return before.n >= ENOUGH and now.low > before.high


def weakest(found: Sequence[tuple[str, Estimate]], whole: Estimate) -> str | None:
    """Whose interval ends lowest, of those who surely are below all together; None where nobody stands out."""
    below = [(one.high, name) for name, one in found if one.n >= ENOUGH and one.high < whole.value]
    return min(below)[1] if below else None

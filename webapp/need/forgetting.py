"""How many are expected to have forgotten what on a day, by FSRS. Pure: the cards in, shares out."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from webapp.schedule.memory import BY_DEFAULT, SCHEDULER, Curve

INTRODUCED = SCHEDULER.parameters[2]
"""Days for which a fact that was met but never asked is held to last: FSRS's first stability after a good answer."""

W = TypeVar("W", bound=Hashable)


class Trace(NamedTuple, Generic[W]):
    """What one person remembers of a fact, or of how to talk in a situation."""

    what: W
    stability: float | None
    """FSRS's, in days, by its defaults; None before the first review."""
    last: int
    """The day it was last reviewed, or met, as an ordinal."""


class Traces(Generic[W]):
    """Many people's, ready to be asked about any day; they fade by the curve."""

    def __init__(self, traces: Iterable[Trace[W]], curve: Curve = BY_DEFAULT) -> None:
        self.curve = curve
        places: dict[W, int] = {}
        rows = [(places.setdefault(t.what, len(places)), t.stability or INTRODUCED, t.last) for t in traces]
        table = np.array(rows, dtype=float).reshape(-1, 3)
        self._what, self._places = list(places), table[:, 0].astype(int)
        self._stability, self._last = table[:, 1], table[:, 2]
        self._people = np.bincount(self._places, minlength=len(places))

    def lost(self, day: date) -> dict[W, tuple[float, int]]:
        """By what it is about: the sum over people of the probability that it is gone on that day, and how many
        people have a trace of it."""
        elapsed = np.maximum(0, day.toordinal() - self._last)
        gone = 1 - self.curve.recalled(elapsed, self._stability)
        sums = np.bincount(self._places, weights=gone, minlength=len(self._what))
        return dict(zip(self._what, zip(sums.tolist(), self._people.tolist(), strict=True), strict=True))


def forgotten(traces: Traces[int], people: int, day: date) -> dict[int, float]:
    """By fact, the mean over all people: whoever never met it does not have it. What fewer than a quarter have met,
    such as on a Sunday, is absent, for to the cohort it is new."""
    return {
        what: (gone + people - having) / people
        for what, (gone, having) in traces.lost(day).items()
        if 4 * having >= people
    }


def once_met(
    gone: Mapping[int, float], planned: Mapping[int, date], day: date, curve: Curve = BY_DEFAULT
) -> dict[int, float]:
    """The same, if these facts will have been met on these days by then: as if by somebody to whom they were new."""
    fresh = Traces((Trace(fact, None, met.toordinal()) for fact, met in planned.items()), curve).lost(day)
    return {**gone, **{fact: min(gone.get(fact, 1.0), lost) for fact, (lost, _one) in fresh.items()}}

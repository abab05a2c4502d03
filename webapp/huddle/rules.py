"""Where a huddle stands, and who comes first. Pure: the steps of its leader and the clock in, a stage out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from webapp.voting.rules import Score, Sums, score

LOBBY, REPLYING, JUDGING, REVEAL, OVER = PHASES = ("lobby", "replying", "judging", "reveal", "over")
NEXT, EXTENDED, ENDED = KINDS = ("next", "extended", "ended")
LOBBY_LASTS = timedelta(hours=1)
"""A lobby that nobody starts is over by itself, and so is a reveal that nobody goes on with."""
REVEAL_LASTS = timedelta(minutes=15)
EXTENSION = timedelta(seconds=30)
GRACE = timedelta(seconds=5)
"""What was under way when the time ended still counts."""
SHORTEST, LONGEST, USUAL = 30, 600, 120
"""Seconds of replying, and of judging."""
DEALT = 3
PLACES = 3
FEWEST = 2
"""Players, or there is nobody to judge."""
PENDING = timedelta(seconds=45)
"""How long a dealt reply counts as being judged; after that its phone has probably gone."""


class Step(NamedTuple):
    kind: str
    at: datetime


class Lengths(NamedTuple):
    replying: timedelta
    judging: timedelta


class Stage(NamedTuple):
    phase: str
    since: datetime
    ends_at: datetime | None
    shown: int = 0
    """How many of the best have been revealed, the last of them first."""

    @property
    def turn(self) -> int:
        """Counts up from 0 in the lobby, so that a second tap on "next" is known for one."""
        return PHASES.index(self.phase) + (PLACES if self.phase == OVER else self.shown)

    @property
    def is_timed(self) -> bool:
        return self.phase in (REPLYING, JUDGING)


class Standing(NamedTuple):
    """A judged reply. Equals share a place, as on every board."""

    reply_id: int
    votes: int
    score: Score
    place: int = 0
    shared: bool = False


def stage(opened_at: datetime, lengths: Lengths, steps: Iterable[Step], now: datetime) -> Stage:
    found = Stage(LOBBY, opened_at, opened_at + LOBBY_LASTS)
    for step in steps:
        found = _after(_by_clock(found, lengths, step.at), lengths, step)
    return _by_clock(found, lengths, now)


def takes_replies(stage: Stage, now: datetime) -> bool:
    return stage.phase == REPLYING or (stage.phase == JUDGING and now - stage.since <= GRACE)


def takes_votes(stage: Stage, now: datetime) -> bool:
    unseen = stage.phase == REVEAL and stage.shown == 0
    return stage.phase == JUDGING or (unseen and now - stage.since <= GRACE)


def best(sums: Iterable[tuple[int, Sums]]) -> list[Standing]:
    """The best three, first place first; among equals whoever was earlier."""
    return ranked(sums)[:PLACES]


def ranked(sums: Iterable[tuple[int, Sums]]) -> list[Standing]:
    """All of (reply, what its votes add up to) with their places; none without a vote.

    With the same score whoever convinced more judges is ahead.
    """
    judged = [Standing(reply_id, s.votes, found) for reply_id, s in sums if (found := score(s)) is not None]
    worth = sorted(_worth(one) for one in judged)
    placed = [
        one._replace(place=worth.index(w) + 1, shared=worth.count(w) > 1) for one in judged for w in [_worth(one)]
    ]
    return sorted(placed, key=lambda one: (one.place, one.reply_id))


def revealed(places: Sequence[Standing], shown: int) -> list[tuple[int, Standing]]:
    """(place, standing) of those on screen, the last revealed first."""
    return [(one.place, one) for one in places[max(0, len(places) - shown) :]]


def _worth(one: Standing) -> tuple[float, int]:
    return -one.score.score, -one.votes


def _by_clock(stage: Stage, lengths: Lengths, now: datetime) -> Stage:
    while stage.ends_at is not None and stage.ends_at <= now:
        stage = _following(stage, lengths, stage.ends_at) if stage.is_timed else _over(stage, stage.ends_at)
    return stage


def _after(stage: Stage, lengths: Lengths, step: Step) -> Stage:
    if stage.phase == OVER:
        return stage
    if step.kind == NEXT:
        return _following(stage, lengths, step.at)
    if step.kind == EXTENDED:
        return stage._replace(ends_at=stage.ends_at + EXTENSION) if stage.is_timed and stage.ends_at else stage
    return _over(stage, step.at)


def _following(stage: Stage, lengths: Lengths, at: datetime) -> Stage:
    if stage.phase == LOBBY:
        return Stage(REPLYING, at, at + lengths.replying)
    if stage.phase == REPLYING:
        return Stage(JUDGING, at, at + lengths.judging)
    shown = stage.shown + 1 if stage.phase == REVEAL else 0
    return Stage(REVEAL, at, at + REVEAL_LASTS, min(shown, PLACES))


def _over(stage: Stage, at: datetime) -> Stage:
    return Stage(OVER, at, None, stage.shown)

"""Which counters a reply, or a reply whose voting has closed, adds one to. Pure: values in, names out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from webapp.voting.rules import Sums, quality, score

SHORT = 160
CROWD = 5
STRONG = 0.75
"""Three votes that are all convinced come to this."""
BEST_QUALITY = 17
"""Of 20: a coach and three peers, or six peers, all convinced on both questions."""


class Reply(NamedTuple):
    practice: bool
    repeated: bool
    text: str
    proof: bool
    key_points: Sequence[Mapping[str, Any]]


class Judged(NamedTuple):
    """One vote on a closed reply."""

    judge_id: int
    by_coach: bool
    first_fact: int
    reason: str | None


def of_reply(reply: Reply) -> list[str]:
    """The same words again count for nothing."""
    if reply.repeated or reply.practice:
        return [] if reply.repeated else ["practices"]
    complete = bool(reply.key_points) and all(point["used"] for point in reply.key_points)
    return _those(
        replies=True,
        complete_replies=complete,
        short_replies=complete and len(reply.text) <= SHORT,
        proofs=reply.proof,
    )


def of_closing(sums: Sums) -> list[str]:
    """What the author gets for a reply that was judged."""
    if (given := score(sums)) is None:
        return []
    return _those(
        strong_facts=given.fact >= STRONG,
        strong_persuasion=given.persuasion >= STRONG,
        strong_both=given.fact >= STRONG and given.persuasion >= STRONG,
        best_replies=quality(sums) >= BEST_QUALITY,
        crowds=sums.votes >= CROWD,
    )


def of_votes(votes: Sequence[Judged]) -> list[tuple[int, str]]:
    """What the judges get: for a reason, and for seeing a fact as a coach did before any tally was known."""
    coaches = {vote.first_fact for vote in votes if vote.by_coach}
    reasons = [(vote.judge_id, "reasons") for vote in votes if vote.reason]
    agreed = [(v.judge_id, "agreements") for v in votes if not v.by_coach and v.first_fact in coaches]
    return reasons + agreed


def _those(**counted: bool) -> list[str]:
    return [counter for counter, counts in counted.items() if counts]

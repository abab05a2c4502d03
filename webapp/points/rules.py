"""What is worth how much. No points for speed."""

REPLY = 10
RECALL = 2
JUDGEMENT = 1
UNJUDGED = 10
"""For a reply that nobody judged before its voting closed."""
JUDGEMENTS_A_DAY = 5


def worth(*, repeated: bool, set_aside: bool, votes: int, quality: int, shown: bool, closed: bool) -> int:
    """What a reply has earned its author in all, however it came there; `shown` where its quality is paid."""
    if repeated or set_aside:
        return 0
    if not votes:
        return REPLY + (UNJUDGED if closed else 0)
    return REPLY + (quality if shown else 0)

"""What became of what was sent: ticked off, to be tried again, or given up."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.alerts.push.actions import forget
from webapp.alerts.push.models import Push
from webapp.alerts.push.posting import Outcome, Result
from webapp.extensions import db

PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60))
"""Before the second try, the third and so on; after the last pause comes the last try."""


def tick(results: Sequence[Result], *, now: datetime) -> int:
    """How many pushes reached a device."""
    by_push: dict[int, list[Result]] = defaultdict(list)
    for result in results:
        by_push[result.push_id].append(result)
    for push in db.session.scalars(select(Push).where(Push.id.in_(by_push)).order_by(Push.id)):
        _note(push, by_push[push.id], now)
    forget([result.device_id for result in results if result.outcome is Outcome.GONE])
    return sum(any(one.outcome is Outcome.TAKEN for one in own) for own in by_push.values())


def next_try(tries: int, wait: timedelta, now: datetime) -> datetime | None:
    """When to try again after so many, not before the push service asks us to; None when it was enough."""
    return now + max(PAUSES[tries - 1], wait) if tries <= len(PAUSES) else None


def _note(push: Push, results: Sequence[Result], now: datetime) -> None:
    if any(one.outcome is Outcome.TAKEN for one in results):
        push.sent_at = now
    push.error = "; ".join(sorted({one.said for one in results if one.said}))[:200] or None
    push.devices = [one.device_id for one in results if one.outcome is Outcome.AGAIN]
    if push.devices:
        wait = max(one.wait or timedelta() for one in results)
        again = next_try(push.tries, wait, now)
        push.next_try_at = again if again and again < push.until else None

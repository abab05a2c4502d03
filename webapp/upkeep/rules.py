"""Which stretch of time an instant belongs to. Pure: values in, value out."""

from datetime import UTC, datetime, timedelta

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)

LEASE = timedelta(minutes=1)
"""So long is a worker believed that says nothing; then another takes over what it was at."""
ALIVE = timedelta(minutes=3)
"""Without any look for so long there is no worker."""
MOST_TRIES = 3
"""What has killed so many workers is not given to another."""


def slot(now: datetime, pause: timedelta) -> datetime:
    """When the stretch began that `now` is in; all workers agree on it."""
    return now - (now - BEGINNING) % pause

"""What the worker did, as the desk's page says it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import format_timedelta, ngettext
from flask_babel import gettext as _

from webapp.core.rounds import Round, all_rounds
from webapp.upkeep import queries
from webapp.upkeep.models import Run
from webapp.upkeep.rules import slot


class Shown(NamedTuple):
    round: Round
    often: str
    last: Run | None
    took: str
    useful: Run | None
    """The last that did something."""
    failed: Run | None
    under_way: Run | None
    next: datetime | None

    @property
    def is_failing(self) -> bool:
        return self.last is not None and self.last.error is not None


def work_page(now: datetime) -> dict[str, Any]:
    """Failing rounds first, and whether anybody works at all."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for run in queries.worth_showing():
        runs[run.round].append(run)
    shown = [_shown(one, runs[one.name], now) for one in all_rounds()]
    seen = queries.last_look(now)
    return {
        "rounds": sorted(shown, key=lambda one: not one.is_failing),
        "seen": seen,
        "alive": queries.is_worked_on(seen, now),
        "silent": format_timedelta(now - seen, threshold=1.2) if seen else None,
    }


def _shown(one: Round, runs: Sequence[Run], now: datetime) -> Shown:
    ended = [run for run in runs if run.ended_at is not None]
    last = ended[-1] if ended else None
    return Shown(
        one,
        _often(one.pause),
        last,
        _took(last),
        next((run for run in reversed(ended) if run.done), None),
        next((run for run in reversed(ended) if run.error), None),
        next((run for run in runs if run.ended_at is None), None),
        None if one.is_watch else slot(now, one.pause) + one.pause,
    )


def _took(run: Run | None) -> str:
    if run is None or run.ended_at is None or run.started_at is None:
        return ""
    seconds = (run.ended_at - run.started_at).total_seconds()
    if seconds < 1:
        return _("less than a second")
    return format_timedelta(timedelta(seconds=seconds), threshold=1.2)


def _often(pause: timedelta) -> str:
    for unit, words in (
        (timedelta(days=1), lambda n: ngettext("every day", "every %(num)s days", n)),
        (timedelta(hours=1), lambda n: ngettext("every hour", "every %(num)s hours", n)),
        (timedelta(minutes=1), lambda n: ngettext("every minute", "every %(num)s minutes", n)),
    ):
        if pause >= unit and not pause % unit:
            return str(words(pause // unit))
    return ngettext("every second", "every %(num)s seconds", int(pause.total_seconds()))

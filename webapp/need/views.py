"""What a cohort has on its coming days and why, for whoever plans them: a card below the pins."""

from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from flask_login import current_user
from markupsafe import Markup

from webapp.core import cards, clock
from webapp.core.requests import row_id
from webapp.need import queries
from webapp.need.words import why
from webapp.schedule import pins
from webapp.schedule.models import ScheduledChallenge

SHOWN = timedelta(days=9)


@cards.on_page("pins")
def days_ahead() -> Markup | None:
    """One cohort's at a time: the first, or the one that was asked for."""
    cohorts = pins.chosen_cohorts(current_user, None)
    if not cohorts:
        return None
    wanted = request.args.get("cohort", type=row_id)
    cohort = pins.chosen_cohorts(current_user, [wanted])[0] if wanted else cohorts[0]
    first = clock.local_day(clock.now(), current_user.time_zone)
    return Markup(
        render_template("need/_days_ahead.html", cohorts=cohorts, cohort=cohort, days=_days(cohort.id, first))
    )


def _days(cohort_id: int, first: date) -> list[dict[str, Any]]:
    rows = queries.scheduled(cohort_id, first, first + SHOWN)
    decisions = queries.decisions(cohort_id, first, first + SHOWN)
    reasons = queries.pin_reasons(cohort_id, first, first + SHOWN)
    return [_day(row, decisions.get((row.day, row.challenge_id)), reasons.get(row.day)) for row in rows]


def _day(row: ScheduledChallenge, decision: Any, pinned: str | None) -> dict[str, Any]:
    said = why(decision, row.challenge, to_them=False) if decision and pinned is None else None
    return {"day": row.day, "challenge": row.challenge, "pinned": pinned, "why": said}

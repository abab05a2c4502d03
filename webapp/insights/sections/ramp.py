"""How long newcomers take until they are ready, those who are not there yet included."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from webapp.core.words import number, percent
from webapp.extensions import db
from webapp.insights.figures import Bend, Curve, Curves, Figure, nothing
from webapp.insights.sight import Sight
from webapp.insights.statistics.survival import Median, Step, Wait, curve, median
from webapp.people.models import Cohort, Person
from webapp.ready.models import Reached

LATEST = 4
"""Cohorts beside one another: more lines cannot be told apart."""


def figures(sight: Sight, today: date) -> list[Figure]:
    title = _("Days until ready, by cohort")
    waits = waits_of(sight, today)
    if not waits:
        return [nothing("ramp", title, _("Nobody is in a cohort yet. Once people join one, their curve begins."))]
    curves = {cohort: curve(theirs) for cohort, theirs in waits.items()}
    n, there = sum(map(len, waits.values())), sum(one.reached for theirs in waits.values() for one in theirs)
    return [
        Figure(
            "ramp",
            title,
            _(
                "The share that is ready, so many days after joining; n is %(n)s people, %(there)s of them ready. "
                "Those who are not there yet count for as long as they have been here.",
                n=number(n),
                there=number(there),
            ),
            [_("Cohort"), _("People"), _("Ready"), _("Half are ready after days"), _("95 percent interval")],
            [_row(cohort.name, waits[cohort], median(steps)) for cohort, steps in curves.items()],
            Curves([_curve(cohort.name, waits[cohort], steps) for cohort, steps in curves.items()]),
        )
    ]


def waits_of(sight: Sight, today: date) -> dict[Cohort, list[Wait]]:
    """Of the newest cohorts in sight, ramping ones first."""
    query = select(Cohort).order_by(Cohort.ramping.desc(), Cohort.started_on.desc(), Cohort.id)
    theirs = select(Person.cohort_id).where(*sight.people())
    if sight.cohorts is not None:
        query = query.where(Cohort.id.in_(sorted(sight.cohorts)))
    if sight.teams is not None:
        query = query.where(Cohort.id.in_(theirs))
    cohorts = {cohort.id: cohort for cohort in db.session.scalars(query.limit(LATEST))}
    found: dict[Cohort, list[Wait]] = {}
    for cohort_id, joined_on, ready_on in _days(sight, cohorts):
        wait = Wait(max(0, ((ready_on or today) - joined_on).days), ready_on is not None)
        found.setdefault(cohorts[cohort_id], []).append(wait)
    return {cohort: found[cohort] for cohort in cohorts.values() if cohort in found}


def _days(sight: Sight, cohorts: dict[int, Cohort]) -> list[Any]:
    query = (
        select(Person.cohort_id, Person.joined_on, Reached.day)
        .outerjoin(Reached, Reached.person_id == Person.id)
        .where(*sight.people(), Person.cohort_id.in_(cohorts))
    )
    return list(db.session.execute(query))


def _row(name: str, waits: list[Wait], half: Median) -> list[str]:
    ready = sum(one.reached for one in waits)
    return [name, str(len(waits)), str(ready), _days_or_none(half.day), _interval(half)]


def _interval(half: Median) -> str:
    if half.low is None:
        return "–"
    return _("%(low)s to %(high)s", low=_days_or_none(half.low), high=_days_or_none(half.high))


def _days_or_none(days: float | None) -> str:
    return _("not yet") if days is None else number(days)


def _curve(name: str, waits: list[Wait], steps: list[Step]) -> Curve:
    """Rising: the share that is ready, not the share that waits."""
    bends = [Bend(step.day, 1 - step.share, 1 - step.high, 1 - step.low) for step in steps]
    there = percent(bends[-1].share) if bends else percent(0)
    label = ngettext(
        "%(name)s: %(there)s of %(num)s", "%(name)s: %(there)s of %(num)s", len(waits), name=name, there=there
    )
    return Curve(label, bends, max(one.days for one in waits))

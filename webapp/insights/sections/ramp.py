"""How long newcomers take until they are ready, those who are not there yet included."""

from datetime import datetime

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
from webapp.ready.queries import ramp

LATEST = 4
"""Cohorts beside one another: more lines cannot be told apart."""


def figures(sight: Sight, now: datetime) -> list[Figure]:
    title = _("Days until ready, by cohort")
    waits = waits_of(sight, now)
    if not waits:
        return [nothing("ramp", title, _("Nobody ramps up here yet. Once a cohort does, its curve begins."))]
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


def waits_of(sight: Sight, now: datetime) -> dict[Cohort, list[Wait]]:
    """Of the newest cohorts in sight that ramp up, or did; who left is counted up to that day, and not dropped."""
    ready = select(Person.cohort_id).join(Reached, Reached.person_id == Person.id).where(*sight.places())
    theirs = select(Person.cohort_id).where(Person.role == "rep", *sight.places())
    query = select(Cohort).where(Cohort.id.in_(theirs), Cohort.ramping | Cohort.id.in_(ready))
    newest = query.order_by(Cohort.ramping.desc(), Cohort.started_on.desc(), Cohort.id).limit(LATEST)
    cohorts = {cohort.id: cohort for cohort in db.session.scalars(newest)}
    found: dict[Cohort, list[Wait]] = {}
    for one in ramp(cohorts, *sight.places(), now=now):
        found.setdefault(cohorts[one.cohort_id], []).append(Wait(one.days, one.reached))
    return {cohort: found[cohort] for cohort in cohorts.values() if cohort in found}


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

"""Cohorts side by side."""

from flask_babel import gettext as _

from webapp.core.words import number
from webapp.insights import reading
from webapp.insights.figures import Figure, Line, Mark, Ranges, nothing
from webapp.insights.periods import Period
from webapp.insights.reading import Weeks
from webapp.insights.sections.topics import marks
from webapp.insights.sight import Sight
from webapp.insights.words import between, cohort_names, exact, exact_header, exact_skill, named, skill_header
from webapp.mastery.rules import NOTHING, Mastery

MOST = 40
"""In the picture; the table has all of them."""


def figures(sight: Sight, period: Period) -> list[Figure]:
    title = _("Cohorts side by side")
    weeks, skills = reading.weeks(sight, period, "cohort_id"), reading.skills(sight, period, "cohort_id")
    found = [one for one in named(weeks, cohort_names()) if one[0]]
    if not found:
        return [nothing("cohorts", title, _("No cohort here yet. People who start together belong in one."))]
    people = sum(one.people for _id, _name, one in found)
    return [
        Figure(
            "cohorts",
            title,
            _("How often they came, and how good their replies were; n is %(n)s people.", n=number(people)),
            [_("Cohort"), _("People"), *exact_header(_("Participation")), *skill_header()],
            [
                [name, str(one.people), *exact(one.participation), *exact_skill(skills.get(cohort_id, NOTHING))]
                for cohort_id, name, one in found
            ],
            Ranges([_line(name, one, skills.get(cohort_id, NOTHING)) for cohort_id, name, one in found[:MOST]]),
        )
    ]


def _line(name: str, weeks: Weeks, skill: Mastery) -> Line:
    came, name_of_it = weeks.participation, _("Came")
    plain = [Mark("plain", came, f"{name_of_it} {between(came)}")] if came else []
    return Line(name, [*plain, *marks(skill)])

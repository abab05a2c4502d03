"""Estimates, days and seconds as sentences and tables have them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.estimates import Estimate
from webapp.core.words import day, number, percent
from webapp.extensions import db
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.mastery.rules import Mastery
from webapp.people.models import Cohort, Team
from webapp.playbook.models import Topic


def between(one: Estimate | None) -> str:
    """`62 % (55–68)`"""
    if one is None:
        return "–"
    return f"{percent(one.value)} ({reach(one)})"


def reach(one: Estimate) -> str:
    """`55–68`"""
    return f"{number(round(one.low * 100))}–{number(round(one.high * 100))}"


def counted(n: int) -> str:
    """`n = 315`, on one line."""
    return f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{number(n)}"


def points(value: float) -> str:
    """A difference of shares, in percentage points with its sign."""
    return f"{value * 100:+.0f}".replace("-", "−")


def span(period: Period) -> str:
    return _("%(first)s to %(last)s", first=day(period.first), last=day(period.end))


def week_words(week: date) -> str:
    return _("Week of %(day)s", day=day(week))


def exact(one: Estimate | None, n: int = 0) -> list[str]:
    """Value, interval and n, each in a cell of its own for whoever counts on; of `n`, which were too few, n alone."""
    if one is None:
        return ["", "", str(n)]
    return [f"{one.value:.3f}", f"{one.low:.3f}–{one.high:.3f}", str(one.n)]


def exact_header(name: str) -> list[str]:
    return [name, _("95 percent interval"), "n"]


def skill_header() -> list[str]:
    return [*exact_header(_("Fact")), *exact_header(_("Persuasion")), *exact_header(_("Recall"))]


def exact_skill(one: Mastery) -> list[str]:
    return [*exact(one.fact, one.replies), *exact(one.persuasion, one.replies), *exact(one.recall, one.recalls)]


def team_names(sight: Sight) -> dict[int, str]:
    """Of teams that are in sight as a whole: a part of one, which a given cohort shows, is not how that team does."""
    names = _names(Team)
    return {team_id: names[team_id] for team_id in sight.teams or ()} if sight.besides else names


def cohort_names() -> dict[int, str]:
    return _names(Cohort)


def topic_names() -> dict[int, str]:
    return {row.id: row.name for row in db.session.execute(select(Topic.id, Topic.name).order_by(Topic.id))}


def _names(model: Any) -> dict[int, str]:
    """Nought is who has none."""
    return {0: _("nobody’s")} | {row.id: row.name for row in db.session.execute(select(model.id, model.name))}


def named(found: Mapping[int, Any], names: Mapping[int, str]) -> list[tuple[int, str, Any]]:
    """In the order of their names."""
    known = [(key, names[key], one) for key, one in found.items() if key in names]
    return sorted(known, key=lambda one: one[1].casefold())

"""Reading badges: what a person has, and how far the next one is."""

from datetime import date
from typing import TypedDict

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select

from webapp.answers.models import Answer
from webapp.badges.catalogue import BADGES, BY_KEY
from webapp.badges.models import Award, Counter
from webapp.badges.named import NAMED_BY_KEY
from webapp.badges.rules import Badge, Tier, next_tier
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact

METALS = {"bronze": _l("bronze"), "silver": _l("silver"), "gold": _l("gold")}


class Shown(TypedDict):
    key: str
    name: str
    description: str
    picture: str
    tier: str | None
    """The highest they have."""
    earned_on: date | None
    progress: int
    goal: int
    next: str


def badges_of(person: Person) -> list[Shown]:
    """Every badge there is, in the catalogue's order."""
    awards = _awards(person)
    values = _values(person)
    return [_shown(badge, awards.get(badge.key, {}), values.get(badge.counter, 0)) for badge in BADGES]


def new_badges(person: Person, day: date) -> list[Shown]:
    """The badges whose highest tier was awarded on that date."""
    return [badge for badge in badges_of(person) if badge["earned_on"] == day]


class Given(TypedDict):
    """A badge that a coach gave, with what they said."""

    key: str
    name: str
    picture: str
    tier: str
    praise: str
    by: str
    earned_on: date
    answer_id: int


def badge_named(key: str) -> Badge:
    return BY_KEY.get(key) or NAMED_BY_KEY[key]


def name_of(key: str) -> str:
    """In the reader's language; what is no badge, or none any more, as it is."""
    badge = BY_KEY.get(key) or NAMED_BY_KEY.get(key)
    return str(badge.name) if badge else key


def given_to(person: Person) -> list[Given]:
    """What coaches gave them, the latest first."""
    return _given(Award.person_id == person.id)


def given_for(answer_id: int) -> Given | None:
    """The badge that a coach gave for a reply, if any."""
    return next(iter(_given(Award.answer_id == answer_id)), None)


def topics_met(person_id: int) -> int:
    """How many topics a person's replies were about, practice and repetition aside."""
    return (
        db.session.scalar(
            select(func.count(Fact.topic_id.distinct()))
            .select_from(Answer)
            .join(Challenge, Challenge.id == Answer.challenge_id)
            .join(Fact, Fact.id == Challenge.fact_id)
            .where(Answer.person_id == person_id, ~Answer.practice, ~Answer.repeated)
        )
        or 0
    )


def _given(whose: ColumnElement[bool]) -> list[Given]:
    rows = db.session.execute(
        select(Award, Person.name)
        .join(Person, Person.id == Award.given_by_id)
        .where(whose, Award.answer_id.is_not(None))
        .order_by(Award.at.desc(), Award.id.desc())
    )
    return [
        {
            "key": award.badge,
            "name": str(badge_named(award.badge).name),
            "picture": badge_named(award.badge).picture,
            "tier": award.tier,
            "praise": award.praise or "",
            "by": by,
            "earned_on": award.day,
            "answer_id": award.answer_id or 0,
        }
        for award, by in rows
    ]


def _shown(badge: Badge, awarded: dict[str, date], value: int) -> Shown:
    """A tier once awarded stays, even where its counter has fallen since, as points may."""
    tier = next((tier for tier in reversed(list(badge.tiers)) if tier in awarded), None)
    ahead = next_tier(badge, max(value, badge.tiers[tier] if tier else 0))
    goal = ahead.threshold if ahead else max(badge.tiers.values())
    return {
        "key": badge.key,
        "name": str(badge.name),
        "description": str(badge.description),
        "picture": badge.picture,
        "tier": tier,
        "earned_on": awarded[tier] if tier else None,
        "progress": max(0, min(value, goal)),
        "goal": goal,
        "next": _next(ahead, value),
    }


def _next(ahead: Tier | None, value: int) -> str:
    if ahead is None:
        return _("All yours.")
    left = ahead.threshold - value
    if ahead.name == "one":
        return ngettext("%(count)s to go.", "%(count)s to go.", left, count=format_decimal(left))
    return ngettext(
        "%(count)s more for %(metal)s.",
        "%(count)s more for %(metal)s.",
        left,
        count=format_decimal(left),
        metal=METALS[ahead.name],
    )


def _awards(person: Person) -> dict[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = {}
    for award in db.session.scalars(select(Award).where(Award.person_id == person.id)):
        found.setdefault(award.badge, {})[award.tier] = award.day
    return found


def _values(person: Person) -> dict[str, int]:
    rows = db.session.execute(select(Counter.name, Counter.value).where(Counter.person_id == person.id))
    return {row.name: row.value for row in rows}

"""Deals beside mastery. It says what goes together, never what makes what."""

from typing import NamedTuple

from flask_babel import gettext as _

from webapp.core.estimates import Estimate
from webapp.core.words import number
from webapp.insights import persons, reading
from webapp.insights.figures import Dot, Dots, Figure, nothing
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.insights.statistics.association import FEWEST, together
from webapp.insights.words import exact, exact_header, team_names
from webapp.mastery.rules import Mastery

FEWEST_DEALS = 5
"""Below so many of somebody's, what share of them was won says more about chance than about them."""


class Pair(NamedTuple):
    """How well somebody replies, 0 to 1, and what share of their deals they won."""

    name: str
    mastery: float
    won: Estimate


def figures(sight: Sight, period: Period) -> list[Figure]:
    title = _("Deals beside mastery")
    by, who, pairs = _("Team"), _("teams"), _teams(sight, period)
    if len(pairs) < FEWEST and sight.is_small() and (people := _people(sight, period)):
        by, who, pairs = _("Name"), _("people"), people
    if not pairs:
        return [
            nothing(
                "deals", title, _("No deals here yet. Once they are brought in, they stand beside what was learned.")
            )
        ]
    return [
        Figure(
            "deals",
            title,
            says(pairs, who),
            [by, _("Mastery"), *exact_header(_("Deals won"))],
            [[one.name, f"{one.mastery:.3f}", *exact(one.won)] for one in pairs],
            _picture(pairs),
        )
    ]


def _telling(pairs: list[Pair]) -> list[Pair]:
    return [one for one in pairs if one.won.n >= FEWEST_DEALS]


def _link(telling: list[Pair]) -> Estimate | None:
    return together([(one.mastery, one.won.value) for one in telling])


def _picture(pairs: list[Pair]) -> Dots | None:
    """None of too few, in whose dots an eye would see a link all the same."""
    telling = _telling(pairs)
    if _link(telling) is None:
        return None
    return Dots([Dot(one.mastery, one.won) for one in telling], _("Mastery"), _("Deals won"))


def says(pairs: list[Pair], who: str) -> str:
    telling = _telling(pairs)
    found = _link(telling)
    told = pairs if found is None else telling
    deals = number(sum(one.won.n for one in told))
    counted = _("n is %(n)s %(who)s, with %(deals)s deals between them.", n=number(len(told)), who=who, deals=deals)
    if found is None:
        few = _("Too few to say whether the two go together.")
        return f"{few} {counted}"
    verdict = _("We see no clear link.")
    if found.low > 0:
        verdict = _("Where replies are better, more deals are won.")
    if found.high < 0:
        verdict = _("Where replies are better, fewer deals are won.")
    rank = _(
        "Rank correlation %(r)s (%(low)s to %(high)s).",
        r=number(found.value, 2),
        low=number(found.low, 2),
        high=number(found.high, 2),
    )
    caution = _("That two things go together does not say that one makes the other.")
    return f"{verdict} {rank} {caution} {counted}"


def _teams(sight: Sight, period: Period) -> list[Pair]:
    skills, weeks, names = (
        reading.skills(sight, period, "team_id"),
        reading.weeks(sight, period, "team_id"),
        team_names(sight),
    )
    won = {team_id: one.won_share for team_id, one in weeks.items()}
    return _pairs(skills, {team_id: one for team_id, one in won.items() if one and team_id}, names)


def _people(sight: Sight, period: Period) -> list[Pair]:
    return _pairs(persons.skills(sight, period), persons.won_shares(sight, period), persons.names(sight))


def _pairs(skills: dict[int, Mastery], won: dict[int, Estimate], names: dict[int, str]) -> list[Pair]:
    both = [(key, one) for key in skills.keys() & won.keys() if (one := level(skills[key])) is not None]
    return sorted(Pair(names[key], one, won[key]) for key, one in both if key in names)


def level(one: Mastery) -> float | None:
    """The mean of the fact and of persuasion."""
    return (one.fact.value + one.persuasion.value) / 2 if one.fact and one.persuasion else None

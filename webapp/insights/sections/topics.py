"""Who is strong on what: fact beside persuasion, by topic and by person."""

from flask_babel import gettext as _

from webapp.core.words import number
from webapp.insights import persons, reading
from webapp.insights.figures import Figure, Line, Mark, Ranges, nothing
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.insights.words import between, exact_skill, named, skill_header, team_names, topic_names
from webapp.mastery.rules import Mastery

SHOWN = 40
"""In a picture, those who need most first; the table has all of them."""


def figures(sight: Sight, period: Period, topic_id: int | None = None) -> list[Figure]:
    return [_by_topic(sight, period), *_by_team(sight, period, topic_id), _by_person(sight, period, topic_id)]


def _by_topic(sight: Sight, period: Period) -> Figure:
    title = _("Topics")
    found = named(reading.skills(sight, period, "topic_id"), topic_names())
    if not found:
        return nothing("topics", title, _("No judged replies in these weeks. The first ones fill this map."))
    replies = sum(one.replies for _id, _name, one in found)
    return Figure(
        "topics",
        title,
        _(
            "How true replies were, and how much they persuaded, by topic, as a coach would most likely say where "
            "coaches have judged enough; n is %(n)s judged replies.",
            n=replies,
        ),
        [_("Topic"), *skill_header()],
        [[name, *exact_skill(one)] for _id, name, one in found],
        Ranges([Line(name, marks(one)) for _id, name, one in found]),
    )


def _by_team(sight: Sight, period: Period, topic_id: int | None) -> list[Figure]:
    """Where there is more than one."""
    if topic_id is None:
        skills = reading.skills(sight, period, "team_id")
    else:
        skills = reading.topic_skills(sight, period, "team_id", topic_id)
    found = sorted(named(skills, team_names(sight)), key=lambda one: _mean(one[2]))
    if len(found) < 2:
        return []
    return [
        Figure(
            "teams",
            _("Teams"),
            _("The team that needs most comes first; n is %(n)s teams.", n=number(len(found))),
            [_("Team"), *skill_header()],
            [[name, *exact_skill(one)] for _id, name, one in found],
            Ranges([Line(name, marks(one)) for _id, name, one in found[:SHOWN]]),
        )
    ]


def _by_person(sight: Sight, period: Period, topic_id: int | None) -> Figure:
    title = _("People")
    if not sight.is_small():
        return nothing(
            "people", title, _("These are many people. Choose a team or a cohort above to see them by name.")
        )
    found = sorted(persons.skills(sight, period, topic_id).items(), key=lambda one: _mean(one[1]))
    if not found:
        return nothing("people", title, _("Nobody here has a judged reply in these weeks yet."))
    names = persons.names(sight)
    return Figure(
        "people",
        title,
        _(
            "Who needs most comes first; n is %(n)s people. An interval that is wide asks for more replies.",
            n=len(found),
        ),
        [_("Name"), *skill_header()],
        [[names[person_id], *exact_skill(one)] for person_id, one in found],
        Ranges([Line(names[person_id], marks(one)) for person_id, one in found[:SHOWN] if one.fact]),
    )


def marks(one: Mastery) -> list[Mark]:
    return [
        Mark(kind, estimate, f"{name} {between(estimate)}")
        for kind, name, estimate in (
            ("fact", _("Fact"), one.fact),
            ("say", _("Persuasion"), one.persuasion),
            ("plain", _("Recall"), one.recall),
        )
        if estimate
    ]


def _mean(one: Mastery) -> float:
    return (one.fact.value + one.persuasion.value) / 2 if one.fact and one.persuasion else 1.0

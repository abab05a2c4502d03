"""The three sentences in words, each with where its evidence is."""

from typing import Any, NamedTuple

from flask_babel import gettext as _

from webapp.core.estimates import Estimate
from webapp.insights import persons, reading, sentences
from webapp.insights.periods import Period
from webapp.insights.sentences import Said, Strength
from webapp.insights.sight import Sight
from webapp.insights.words import between, counted, team_names, topic_names
from webapp.mastery.rules import Mastery
from webapp.ready.queries import bars_of, usual_bars
from webapp.ready.rules import UNLEARNED, USUAL
from webapp.trust.known import cohorts_learned

SIDES = ("fact", "say", "recall")


class Sentence(NamedTuple):
    about: str
    """`need`, `well` or `todo`."""
    says: str
    section: str
    """Where its evidence is."""
    topic_id: int | None = None


def three(sight: Sight, period: Period) -> list[Sentence]:
    strengths = _strengths(sight, period)
    came, came_before = (_came(sight, one) for one in (period, period.before()))
    need = sentences.need(strengths, _bars(sight))
    well = sentences.well([one for one in strengths if one != need.strength], came, came_before)
    names = topic_names()
    return [
        _sentence("need", need, _need(need, names, _who(sight, period, need))),
        _sentence("well", well, _well(well, names)),
        _sentence("todo", sentences.todo(need, came), _todo(sentences.todo(need, came), names)),
    ]


def _strengths(sight: Sight, period: Period) -> list[Strength]:
    now, before = (reading.skills(sight, one, "topic_id") for one in (period, period.before()))
    return [
        Strength(topic_id, side, seen, side_of(before[topic_id], side) if topic_id in before else None)
        for topic_id, one in sorted(now.items())
        for side in SIDES
        if (seen := side_of(one, side))
    ]


def _bars(sight: Sight) -> sentences.Bars:
    """What ready takes: of the one cohort that is looked at as its managers decided, else as usual."""
    if sight.cohorts and len(sight.cohorts) == 1:
        (bar,) = (usual_bars(sight.cohorts) | bars_of(sight.cohorts)).values()
    else:
        bar = USUAL if cohorts_learned() else UNLEARNED
    return {"fact": bar.fact, "say": bar.persuasion, "recall": bar.recall}


def side_of(one: Mastery, side: str) -> Estimate | None:
    return {"fact": one.fact, "say": one.persuasion, "recall": one.recall}[side]


def _came(sight: Sight, period: Period) -> Estimate | None:
    found = reading.weeks(sight, period)
    return found[None].participation if None in found else None


def _who(sight: Sight, period: Period, need: Said) -> str | None:
    """The team, or where there is but one the person, with whom it is weakest; None where nobody stands out."""
    if (one := need.strength) is None:
        return None
    teams, names = reading.topic_skills(sight, period, "team_id", one.topic_id), team_names(sight)
    if len(teams) == 1 and sight.is_small():
        teams, names = persons.skills(sight, period, one.topic_id), persons.names(sight)
    known = [(names[key], side_of(each, one.side)) for key, each in teams.items() if key and key in names]
    return sentences.weakest([(name, seen) for name, seen in known if seen], one.now)


def _sentence(about: str, said: Said, says: str) -> Sentence:
    section = "topics" if said.strength else "habit"
    return Sentence(about, says, section, said.strength.topic_id if said.strength else None)


def _need(said: Said, names: dict[int, str], who: str | None) -> str:
    if said.strength is None:
        return _("Too few judged replies to say who needs what. That changes with every working day.")
    words: dict[str, Any] = _words(said.strength, names)
    if said.kind == "fine":
        return _("Nothing is weak: the lowest is %(side)s on %(topic)s with %(share)s, %(n)s.", **words)
    if who and said.kind != "unsure":
        return _("%(who)s needs it most: %(side)s on %(topic)s is at %(share)s overall, %(n)s.", who=who, **words)
    if said.kind == "unsure":
        return _(
            "Too few to be sure that nothing is weak: the lowest is %(side)s on %(topic)s with %(share)s, %(n)s.",
            **words,
        )
    return _("%(topic)s needs work: %(side)s is at %(share)s, %(n)s.", **words)


def _well(said: Said, names: dict[int, str]) -> str:
    if said.kind == "came" and said.came:
        return _("People came: a reply on %(share)s of working days, %(n)s.", **_share(said.came))
    if said.strength is None:
        return _("Nothing to praise yet, for nothing was judged. The first good reply will be named here.")
    words: dict[str, Any] = _words(said.strength, names)
    if said.kind == "risen" and said.strength.before:
        was = between(said.strength.before)
        return _("%(topic)s went well: %(side)s rose from %(was)s to %(share)s, %(n)s.", was=was, **words)
    return _("%(topic)s is strongest: %(side)s is at %(share)s, %(n)s.", **words)


def _todo(said: Said, names: dict[int, str]) -> str:
    if said.kind == "come" and said.came:
        return _(
            "Ask what keeps them: a reply on only %(share)s of working days, %(n)s. Two minutes need a place in "
            "the day.",
            **_share(said.came),
        )
    if said.strength is None:
        return _("Nothing to decide yet: let them play a week, then look again.")
    topic = names[said.strength.topic_id]
    if said.kind == "keep":
        return _("Keep going. If you want more, pin a new fact on %(topic)s.", topic=topic)
    if said.kind == "play":
        return _("Play a huddle on %(topic)s: five minutes together, and everybody hears the best line.", topic=topic)
    return _("Pin a fact on %(topic)s for next week, so that everybody meets it again.", topic=topic)


def _words(one: Strength, names: dict[int, str]) -> dict[str, Any]:
    side = {"fact": _("the fact"), "say": _("persuasion"), "recall": _("recall")}[one.side]
    return {"side": side, "topic": names[one.topic_id], **_share(one.now)}


def _share(one: Estimate) -> dict[str, Any]:
    return {"share": between(one), "n": counted(one.n)}

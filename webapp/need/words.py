"""Why need chose a challenge, in one sentence: to those who get it, and about them to whoever plans their days."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core.words import percent
from webapp.deals.words import money
from webapp.need.models import Decision
from webapp.playbook.models import Challenge
from webapp.playbook.words import situation_words

CLEARLY = 1.15
"""From so much more than usual on, a term is worth a word."""
MOST, ALL = 0.7, 0.95


def why(decision: Decision, challenge: Challenge, *, to_them: bool) -> str:
    """The two strongest reasons at most, the money first: what is felt, then what is forgotten."""
    reasons = list(_reasons(decision.is_new, decision.terms, challenge, to_them))[:2]
    if len(reasons) == 2:
        said = _("%(one)s, and %(other)s.", one=reasons[0], other=reasons[1])
    else:
        said = _("%(reason)s.", reason=reasons[0] if reasons else _("of all there is, it has waited longest"))
    return said[0].upper() + said[1:]


def _reasons(is_new: bool, terms: dict[str, Any], challenge: Challenge, to_them: bool) -> Iterator[str]:
    topic = challenge.fact.topic.name
    if terms["lost"] and terms["lost_value"]:
        yield _lost(terms["words"] or topic, terms["lost_value"])
    if is_new:
        yield _("it is the next new fact of the playbook")
    elif memory := _memory(terms, to_them):
        yield memory
    if terms["weakness"] >= CLEARLY:
        yield _(
            "replies to “%(situation)s” persuade least in “%(topic)s”", situation=_situation(challenge), topic=topic
        )
    elif terms["due"] >= CLEARLY - 1:
        yield _(
            "“%(situation)s” in “%(topic)s” is due for practice again", situation=_situation(challenge), topic=topic
        )
    if terms["weight"] >= CLEARLY and not terms["lost"]:
        yield _("much of the business rides on “%(topic)s”", topic=topic)


def _lost(what: str, hundredths: int) -> str:
    amount = money(hundredths)
    return _("deals lost over “%(what)s” cost %(amount)s in the last ninety days", what=what, amount=amount)


def _memory(terms: dict[str, Any], to_them: bool) -> str | None:
    if terms["weeks"]:
        return _unseen(terms["weeks"], terms["share"], to_them)
    if terms["forgetting"] < CLEARLY - 1:
        return None
    share = percent(terms["forgetting"])
    if to_them:
        return _("%(share)s of you will not have it ready by now", share=share)
    return _("%(share)s of them will not have it ready by then", share=share)


def _unseen(weeks: int, share: float, to_them: bool) -> str:
    """One sentence each: languages put the number, the week and the people in orders of their own."""
    if share >= ALL and to_them:
        return ngettext("you have not seen it for a week", "you have not seen it for %(num)s weeks", weeks)
    if share >= ALL:
        return ngettext("they have not seen it for a week", "they have not seen it for %(num)s weeks", weeks)
    if share >= MOST and to_them:
        return ngettext(
            "most of you have not seen it for a week", "most of you have not seen it for %(num)s weeks", weeks
        )
    if share >= MOST:
        return ngettext(
            "most of them have not seen it for a week", "most of them have not seen it for %(num)s weeks", weeks
        )
    if to_them:
        return ngettext(
            "half of you have not seen it for a week", "half of you have not seen it for %(num)s weeks", weeks
        )
    return ngettext(
        "half of them have not seen it for a week", "half of them have not seen it for %(num)s weeks", weeks
    )


def _situation(challenge: Challenge) -> str:
    return situation_words().get(challenge.prompt.situation, challenge.prompt.situation)

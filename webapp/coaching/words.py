"""Why a reply is worth a coach's minute, and the short things a coach often has to say."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.coaching.rules import Reason

CHIP_WORDS = {
    "great_opening": _l("Great opening"),
    "fact_first": _l("Lead with the fact"),
    "show_proof": _l("Show the proof"),
    "shorter": _l("Shorter wins"),
    "answer_objection": _l("Answer the objection first"),
    "next_step": _l("End on a next step"),
    "own_words": _l("More in your own words"),
}


def why(reason: Reason) -> str:
    if reason.key == "split":
        return _split(reason.n)
    if reason.key == "reported":
        return ngettext("A colleague reported it", "%(num)s colleagues reported it", reason.n)
    if reason.key == "few":
        return ngettext("Only one judge so far", "%(num)s judges so far", reason.n)
    return {
        "unjudged": _("Nobody has judged it yet"),
        "new": _("New here, first week"),
        "model": _("Could be a model reply"),
    }[reason.key]


def chips() -> list[dict[str, str]]:
    return [{"key": key, "label": str(label)} for key, label in CHIP_WORDS.items()]


def _split(votes: int) -> str:
    if votes == 2:
        return _("Two judges disagree")
    if votes == 3:
        return _("Three judges disagree")
    return _("%(n)s judges disagree", n=votes)

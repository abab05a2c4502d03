"""What a push says, in the language of whom it reaches."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

LONGEST_LINE = 240

KIND_WORDS = {
    "reminder": _l("My two minutes, at my hour"),
    "streak": _l("A streak that is still open in the evening"),
    "note": _l("A coach's note"),
    "start": _l("A competition begins"),
    "result": _l("A competition is decided"),
}


class Words(NamedTuple):
    title: str
    body: str


def words(kind: str, said: Mapping[str, Any], line: str | None) -> Words:
    """`line`: what the prospect of that day says."""
    return _WRITTEN[kind](said, line)


def _reminder(_said: Mapping[str, Any], line: str | None) -> Words:
    if line is None:
        return Words(_("Two minutes?"), _("A prospect is waiting. You know what to say."))
    return Words(_("And you say?"), _quoted(line))


def _streak(said: Mapping[str, Any], line: str | None) -> Words:
    days = said["days"]
    title = ngettext("%(num)s day in a row. Make it one more?", "%(num)s days in a row. Make it one more?", days)
    return Words(title, _quoted(line) if line else _("Two minutes will do."))


def _note(said: Mapping[str, Any], _line: str | None) -> Words:
    return Words(_("%(by)s left you a note", by=said["by"]), _("About a reply of yours. Have a look."))


def _start(said: Mapping[str, Any], _line: str | None) -> Words:
    return Words(_("%(name)s is on", name=said["name"]), _("You are in it. Today's reply counts."))


def _result(said: Mapping[str, Any], _line: str | None) -> Words:
    return Words(_("%(name)s is decided", name=said["name"]), _("See how it ended."))


def _test(_said: Mapping[str, Any], _line: str | None) -> Words:
    return Words(_("Loud and clear"), _("This is how Repartee taps you on the shoulder here."))


_WRITTEN = {
    "reminder": _reminder,
    "streak": _streak,
    "note": _note,
    "start": _start,
    "result": _result,
    "test": _test,
}


def _quoted(line: str) -> str:
    short = line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"
    return _("“%(line)s”", line=short)

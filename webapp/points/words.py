"""Why points were earned, in a person's words."""

from flask_babel import lazy_gettext as _l

from webapp.points.models import Entry

WHY = {
    "reply": _l("Replied on the day"),
    "quality": _l("What your judges think"),
    "unjudged": _l("Nobody got round to judging it"),
    "judgement": _l("Judged a colleague"),
    "recall": _l("Remembered it"),
}


def why(entry: Entry) -> str:
    if entry.reason == "quality" and entry.amount < 0:
        return str(_l("A vote changed its mind"))
    return str(WHY.get(entry.reason, entry.reason))

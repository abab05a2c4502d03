"""Why points were earned, in a person's words."""

from flask_babel import lazy_gettext as _l

WHY = {
    "reply": _l("Replied on the day"),
    "quality": _l("What your judges think"),
    "unjudged": _l("Nobody got round to judging it"),
    "moderation": _l("A coach's decision on this reply"),
    "judgement": _l("Judged colleagues"),
    "recall": _l("Remembered it"),
}


def why(reason: str) -> str:
    return str(WHY.get(reason, reason))

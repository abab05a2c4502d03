"""The reasons a judge may give with a third tap."""

from flask_babel import lazy_gettext as _l

REASON_WORDS = {
    "no_proof": _l("No proof"),
    "missed_objection": _l("Missed the objection"),
    "too_long": _l("Too long"),
    "no_next_step": _l("No next step"),
    "sounds_scripted": _l("Sounds scripted"),
}


def reason_chips() -> list[dict[str, str]]:
    return [{"key": key, "label": str(label)} for key, label in REASON_WORDS.items()]


COMPLAINT_WORDS = {
    "rude": _l("Rude or hurtful"),
    "private": _l("Names a customer or something private"),
    "copied": _l("Copied from somebody"),
    "off_topic": _l("Nothing to do with the prospect"),
    "other": _l("Something else"),
}


def complaint_chips() -> list[dict[str, str]]:
    return [{"key": key, "label": str(label)} for key, label in COMPLAINT_WORDS.items()]

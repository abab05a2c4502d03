"""States, stages and situations as people call them."""

from flask_babel import gettext as _

REPLACED = "replaced-by:"
"""Begins the note of a step that nobody wrote: what is kept is in no language."""


def note_words(note: str) -> str:
    number = note.removeprefix(REPLACED)
    return note if number == note else _("Replaced by version %(n)s", n=number)


def state_words() -> dict[str, str]:
    return {"draft": _("Draft"), "review": _("In review"), "live": _("Live"), "retired": _("Retired")}


def stage_words() -> dict[str, str]:
    return {
        "discovery": _("Discovery"),
        "demo": _("Demo"),
        "proposal": _("Proposal"),
        "negotiation": _("Negotiation"),
        "renewal": _("Renewal"),
    }


def situation_words() -> dict[str, str]:
    return {
        "objection": _("An objection"),
        "price": _("Price"),
        "timing": _("Timing"),
        "competitor": _("A competitor"),
        "trust": _("Trust"),
    }


def proof_words() -> dict[str, str]:
    return {
        "figure": _("A figure"),
        "quote": _("A customer's words"),
        "link": _("A link"),
        "picture": _("A picture"),
    }

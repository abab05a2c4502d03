"""News as sentences."""

from typing import Any

from flask_babel import lazy_gettext as _l

from webapp.badges.queries import name_of

WORDS = {
    "note": _l("%(by)s left you a note"),
    "badge": _l("%(by)s gave you a badge, %(badge)s: “%(praise)s”"),
    "model": _l("Your reply is a model now. %(by)s picked it for everybody"),
    "worked": _l("Your line worked. %(by)s used it on a call"),
    "hidden": _l("%(by)s hid a reply of yours: “%(why)s”"),
    "no_attempt": _l("%(by)s took a reply of yours for no attempt: “%(why)s”"),
    "restored": _l("%(by)s restored your reply: “%(why)s”"),
    "signed": _l("%(by)s signed you off as ready. Well earned"),
    "signed_why": _l("%(by)s signed you off as ready: “%(words)s”"),
    "late": _l("A reply reached us late. It keeps its points; your streak counts it on the day it arrived"),
    "accepted": _l("“%(words)s” counts from now on. Thank you for telling us"),
    "chat_ended": _l("Nothing reaches the chat of %(team)s any more. Give it a new address"),
    "declined": _l("“%(words)s” will not count for “%(point)s”. The playbook's people looked at it"),
}


def sentence(kind: str, said: dict[str, Any]) -> str:
    return str(WORDS[kind]) % (said | _badge(said))


def _badge(said: dict[str, Any]) -> dict[str, str]:
    """Kept by its key; the first ones were kept by name."""
    return {"badge": name_of(said["badge"])} if "badge" in said else {}

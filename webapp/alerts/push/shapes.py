"""When somebody hears from us, as pages and programs show it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from webapp.alerts.push import queries
from webapp.alerts.push.rules import KINDS
from webapp.alerts.push.vapid import public_key
from webapp.core.problems import Invalid
from webapp.people.models import Person

TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def reminders_shape(person: Person, *, now: datetime) -> dict[str, Any]:
    reminding = queries.reminding_of(person)
    return {
        "hour": None if reminding.hour is None else written(reminding.hour),
        "learned": written(reminding.learned),
        "quiet_from": written(reminding.quiet_from),
        "quiet_until": written(reminding.quiet_until),
        "kinds": {kind: kind not in reminding.off for kind in KINDS},
        "devices": len(queries.devices_of(person, now)),
        "public_key": public_key(),
    }


def wanted(said: Mapping[str, Any]) -> dict[str, Any]:
    """Hours as minutes after midnight."""
    hours = {name: said[name] and minutes(said[name]) for name in ("hour", "quiet_from", "quiet_until") if name in said}
    return hours | ({"kinds": said["kinds"]} if "kinds" in said else {})


def written(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def minutes(text: str) -> int:
    try:
        hour, _colon, minute = text[:5].partition(":")
        found = int(hour) * 60 + int(minute)
    except ValueError:
        found = -1
    if not 0 <= found < 24 * 60:
        raise Invalid(_("“%(text)s” is no time of day. Write it as 09:30.", text=text[:20]))
    return found

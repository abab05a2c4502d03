"""A push as it goes to a browser: what to show, where a tap leads, and for how long it is worth delivering."""

import json
from collections.abc import Sequence
from datetime import datetime

from webapp.alerts.opening import today_path
from webapp.alerts.push import rules
from webapp.alerts.push.models import Device, Push, Reminding
from webapp.alerts.push.posting import Envelope
from webapp.alerts.push.words import words
from webapp.core.assets import asset
from webapp.core.words import speaking_to


def compose(
    push: Push, reminding: Reminding, devices: Sequence[Device], line: str | None, waiting: int, *, now: datetime
) -> list[Envelope]:
    """Its tag and topic let a later one of its kind take its place; by its id the browser knows a repeat."""
    with speaking_to(reminding.person):
        title, body = words(push.kind, push.said, line)
    said = {"id": push.id, "tag": push.kind, "title": title, "body": body, "waiting": waiting}
    said["url"] = today_path(reminding.person, push.about) if push.about else push.url
    text = json.dumps({**said, "icon": asset("icon-192.png")}, ensure_ascii=False).encode()
    headers = {"TTL": str(_seconds(push, reminding, now)), "Topic": push.kind, "Urgency": _urgency(push)}
    return [Envelope(push.id, one.id, one.endpoint, one.p256dh, one.auth, text, headers) for one in devices]


def _seconds(push: Push, reminding: Reminding, now: datetime) -> int:
    """A phone that was off hears of it when it is back, though never in its quiet hours."""
    until = push.until
    if push.kind != "test":
        until = min(until, rules.closing(now, reminding.person.time_zone, reminding.quiet))
    return max(0, int((until - now).total_seconds()))


def _urgency(push: Push) -> str:
    return "high" if push.kind == "test" else "normal"

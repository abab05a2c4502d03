"""Which addresses a chat may have, and when it is told what. Pure: values in, value out."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

SLACK, TEAMS = "slack", "teams"
SLACK_HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
TEAMS_HOSTS = (".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com")
"""Workflows, and the connectors before them; each customer's has a name of its own in front."""
LONGEST = 2000
WRITTEN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/[!-\[\]-~]+")
"""Nobody's name or password, no backslash, nothing that two readers could read differently."""
PORTS = {"https": 443, "http": 80}

MORNING, NOON, EVENING = time(8, 30), time(12), time(18)
RECENT = timedelta(days=5)
"""For so long the start or the result of a competition is news, over a long weekend too."""
PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60))
"""Before the second try, the third and so on."""
ENOUGH = 10
"""After so many failures in a row nobody tries any more."""


def kind_of(address: str, ours: Collection[str]) -> str | None:
    """Whose format is spoken there; None where we do not post. `ours` are origins an operator named."""
    if len(address) > LONGEST or not WRITTEN.fullmatch(address) or not (origin := origin_of(address)):
        return None
    if origin in ours:
        return SLACK
    scheme, host, port = origin.split(":")
    if (scheme, port) != ("https", "443"):
        return None
    if host.removeprefix("//") in SLACK_HOSTS:
        return SLACK
    return TEAMS if host.endswith(TEAMS_HOSTS) else None


def origin_of(address: str) -> str | None:
    """`https://chat.example.com:443`, also of what leaves the port out; None for what is no address."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname and port else None


def is_morning(local: datetime) -> bool:
    return MORNING <= local.time() < NOON


def is_daytime(local: datetime) -> bool:
    return MORNING <= local.time() < EVENING


def end_of(until: time, day: date, zone: str) -> datetime:
    return datetime.combine(day, until, ZoneInfo(zone))


def next_try(tries: int, now: datetime, *, wait: float = 0) -> datetime | None:
    """After so many; not before the chat wants it, and None when it was enough."""
    if tries > len(PAUSES):
        return None
    return now + max(PAUSES[tries - 1], timedelta(seconds=wait))

"""Mornings in Berlin, and people who have been here."""

from datetime import UTC, datetime
from typing import Any

from tests.alerts.subscriptions import a_subscription
from webapp.alerts.push.actions import subscribe
from webapp.core.work import work
from webapp.people.actions import open_sign_in
from webapp.people.models import Person

MONDAY_8 = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
TUESDAY_8 = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
SATURDAY_8 = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)


def came(*people: Person) -> None:
    with work():
        for person in people:
            open_sign_in(person, "browser", now=MONDAY_8)


def takes_pushes(person: Person) -> None:
    told: Any = a_subscription()
    with work():
        sign_in, _secret = open_sign_in(person, "browser", now=MONDAY_8)
        subscribe(person, sign_in.id, now=MONDAY_8, local=False, endpoint=told["endpoint"], **told["keys"])

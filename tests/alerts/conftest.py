"""A push service that decrypts, and people whose phones it reaches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.alerts.push_service import PushService, a_push_service
from tests.cast import NOON
from tests.doors import Clock, clock
from webapp.alerts.push.actions import subscribe
from webapp.alerts.push.tasks import plan_due, send_due
from webapp.alerts.push.vapid import public_key
from webapp.core.work import work
from webapp.people.actions import open_sign_in
from webapp.people.models import Person, SignIn

__all__ = ["clock"]


class Phone:
    """A browser of somebody's that takes pushes, and what it heard."""

    def __init__(self, service: PushService, person: Person, at: Clock) -> None:
        self.service = service
        self.subscription = service.subscription(public_key())
        with work():
            self.sign_in: SignIn = open_sign_in(person, "browser", now=at())[0]
            subscribe(person, self.sign_in.id, now=at(), local=True, **self.address())

    def address(self) -> dict[str, str]:
        return {"endpoint": self.subscription["endpoint"], **self.subscription["keys"]}

    def heard(self) -> list[dict[str, Any]]:
        return self.service.messages(self.subscription)

    def kinds(self) -> list[str]:
        return [one["tag"] for one in self.heard()]


GivesPhone = Callable[[Person], Phone]


@pytest.fixture(scope="session")
def push_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    with a_push_service(tmp_path_factory.mktemp("push"), NOON) as service:
        yield service


@pytest.fixture
def phone(app: Flask, clock: Clock, push_service: PushService) -> GivesPhone:
    app.config["PUSH_LOCAL"] = True
    return lambda person: Phone(push_service, person, clock)


@pytest.fixture
def minute(app: Flask) -> Callable[[], int]:
    """One minute of the worker's; how many pushes went out."""

    def passes() -> int:
        plan_due()
        return send_due()

    return passes

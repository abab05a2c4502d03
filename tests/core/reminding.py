"""Every answer that reminders and their phones give, for the test of the document."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from tests.alerts.subscriptions import SUBSCRIPTION, a_subscription
from tests.cast import Cast
from tests.doors import Program

REMINDERS, PHONES = "/reminders", "/push/subscriptions"
BODIES: dict[str, dict[str, Any]] = {REMINDERS: {"hour": "10:15"}, PHONES: SUBSCRIPTION}


def is_reminded(app: Flask, cast: Cast, restarted: Callable[..., Flask], reader: Any) -> None:
    dev = Program(app, cast.dev)
    reader.read("get", REMINDERS, dev.get(REMINDERS), 200)
    reader.read("patch", REMINDERS, dev.patch(REMINDERS, **BODIES[REMINDERS]), 200)
    reader.read("patch", REMINDERS, dev.patch(REMINDERS, hour="23:00"), 422)
    reader.read("post", PHONES, dev.post(PHONES, **SUBSCRIPTION), 201)
    reader.read("post", PHONES, dev.post(PHONES, **a_subscription()), 409)
    reader.read("delete", PHONES, dev.delete(PHONES), 204)
    hasty = Program(restarted(RATELIMIT_ENABLED=True), cast.dev)
    for _ in range(30):
        hasty.post(PHONES, **SUBSCRIPTION)
    reader.read("post", PHONES, hasty.post(PHONES, **SUBSCRIPTION), 429)

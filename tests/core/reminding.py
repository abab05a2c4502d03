"""Every answer that reminders, phones, digests, calendars and chats give, for the test of the document."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from tests.alerts.subscriptions import SUBSCRIPTION, a_subscription
from tests.cast import Cast
from tests.doors import Program

REMINDERS, PHONES, CHAT = "/reminders", "/push/subscriptions", "/teams/{team_id}/chat"
SLACK = "https://hooks.slack.com/services/T000/B000/XXXXXXXX"
BODIES: dict[str, dict[str, Any]] = {
    REMINDERS: {"hour": "10:15"},
    PHONES: SUBSCRIPTION,
    "/digests": {"rhythm": "daily"},
    CHAT: {"address": SLACK},
}


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


def reminds_by_mail_and_calendar(ana: Program, reader: Any) -> None:
    reader.read("get", "/digests", ana.get("/digests"), 200)
    reader.read("patch", "/digests", ana.patch("/digests", rhythm="none"), 200)
    reader.read("patch", "/digests", ana.patch("/digests", rhythm="hourly"), 422)
    reader.read("post", "/calendar-link", ana.post("/calendar-link"), 201)
    reader.read("delete", "/calendar-link", ana.delete("/calendar-link"), 204)


def posts_to_a_chat(mara: Program, cast: Cast, reader: Any) -> None:
    address = f"/teams/{cast.reds.id}/chat"
    reader.read("get", CHAT, mara.get(address), 200)
    reader.read("put", CHAT, mara.put(address, address=SLACK), 200)
    reader.read("get", CHAT, mara.get(address), 200)
    reader.read("put", CHAT, mara.put(address, address="https://evil.test/x"), 422)
    reader.read("delete", CHAT, mara.delete(address), 204)

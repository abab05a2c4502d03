"""Every answer that the operations on digests, calendars and chats give, for the test of the document."""

from typing import Any

from tests.cast import Cast
from tests.doors import Program

CHAT = "/teams/{team_id}/chat"
SLACK = "https://hooks.slack.com/services/T000/B000/XXXXXXXX"
BODIES: dict[str, dict[str, Any]] = {"/digests": {"rhythm": "daily"}, CHAT: {"address": SLACK}}


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

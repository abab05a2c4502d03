"""A sign-in that ended takes its sockets with it."""

from typing import Any

from webapp.core import audiences, outbox
from webapp.people import events


def register() -> None:
    events.sign_in_ended.connect(announce_end)


def announce_end(sign_in_id: int, **_: Any) -> None:
    outbox.announce("sign_in_ended", {"sign_in_id": sign_in_id})


@outbox.teller("sign_in_ended")
def cut_sockets(payload: dict[str, Any]) -> None:
    audiences.cut(audiences.of_sign_in(payload["sign_in_id"]))

"""The only emitter. An audience is a set of sockets that may know the same thing.

Each process speaks to its own sockets; core.outbox sees to it that every process hears the news.
News is coalesced per audience: the first change goes out at once, later ones together, at most one
message every `every` seconds, each serialised once for all who listen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import structlog
from flask import Flask, current_app

from webapp.extensions import db, socketio

log = structlog.get_logger()

Payload = dict[str, Any]
Render = Callable[[list[Any]], Payload | None]


@dataclass
class _Waiting:
    render: Render
    every: float
    changes: list[Any] = field(default_factory=list)


_waiting: dict[tuple[str, str], _Waiting] = {}


def latest(changes: list[Payload]) -> Payload:
    """The rendering for news in which the last message says it all."""
    return changes[-1]


def tell(audience: str, event: str, change: Any, *, render: Render = latest, every: float = 0.0) -> None:
    """Send `render(changes)` as `event`, soon, to everybody in the audience. Call it after the commit."""
    key = (audience, event)
    if key in _waiting:
        _waiting[key].changes.append(change)
        return
    _waiting[key] = _Waiting(render, every, [change])
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    socketio.start_background_task(_pump, app, key)


def tell_each(audience: str, event: str, payload: Payload) -> None:
    """Send this by itself, for news of which none may be left out. Call it after the commit."""
    socketio.start_background_task(_emit, event, payload, audience)


def listeners(audience: str) -> list[str]:
    """The sockets of this process that are in the audience."""
    return [sid for sid, _connection in _sockets(audience)]


def may_be_heard(audience: str) -> bool:
    """Whether anybody listens, so that what nobody hears need not be rendered."""
    return any(_sockets(audience))


def admit(person_id: int, audience: str) -> None:
    """Let every open socket of a person hear an audience from now on."""
    for sid in listeners(of_person(person_id)):
        socketio.server.enter_room(sid, audience, namespace="/")


def dismiss(prefix: str, person_ids: Iterable[int] | None = None) -> None:
    """Let nobody, or none of these people, hear the audiences any more whose names begin so."""
    sockets = None if person_ids is None else [sid for one in person_ids for sid in listeners(of_person(one))]
    for audience in _beginning_with(prefix):
        for sid in listeners(audience) if sockets is None else sockets:
            socketio.server.leave_room(sid, audience, namespace="/")


def cut(audience: str) -> None:
    """Disconnect every socket in the audience, after telling it why."""
    _emit("signed_out", {}, audience)
    for sid in listeners(audience):
        socketio.server.disconnect(sid, namespace="/")


def of_person(person_id: int) -> str:
    return f"person:{person_id}"


def of_sign_in(sign_in_id: int) -> str:
    return f"sign_in:{sign_in_id}"


def _emit(event: str, payload: Payload, audience: str) -> None:
    socketio.emit(event, payload, to=audience, ignore_queue=True)


def _sockets(audience: str) -> Iterable[Any]:
    return socketio.server.manager.get_participants("/", audience) if socketio.server else ()


def signed_in_here() -> set[int]:
    """The sign-ins that this process holds sockets of."""
    return {int(audience.partition(":")[2]) for audience in _beginning_with("sign_in:")}


def _beginning_with(prefix: str) -> list[str]:
    rooms = socketio.server.manager.rooms.get("/", {}) if socketio.server else {}
    return [str(room) for room in rooms if room and str(room).startswith(prefix)]


def _pump(app: Flask, key: tuple[str, str]) -> None:
    """Send what waits until nothing does; runs beside the requests, so the acknowledgement goes first."""
    while (waiting := _waiting[key]).changes:
        changes, waiting.changes = waiting.changes, []
        _send(app, key, waiting.render, changes)
        socketio.sleep(waiting.every)
    del _waiting[key]


def _send(app: Flask, key: tuple[str, str], render: Render, changes: list[Any]) -> None:
    audience, event = key
    try:
        with app.app_context():
            if (payload := render(changes)) is not None:
                _emit(event, payload, audience)
            db.session.remove()
    except Exception:
        log.exception("news_not_sent", audience=audience)

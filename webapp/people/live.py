"""Who a socket is. A socket without a valid sign-in is refused, and asked again at every message."""

import functools
from collections.abc import Callable
from typing import Any

import structlog
from flask import request, session
from flask_babel import gettext as _
from flask_socketio import ConnectionRefusedError, join_room, leave_room

from webapp.core import audiences, clock, live, outbox
from webapp.core.problems import NotSignedIn, Problem
from webapp.core.refusals import FAULT
from webapp.core.work import retried, work
from webapp.extensions import db, socketio
from webapp.people import queries
from webapp.people.actions import hash_secret
from webapp.people.models import Person

log = structlog.get_logger()

SECRET = "repartee.secret_hash"
JOINED = "repartee.joined"

Handler = Callable[[Person, dict[str, Any]], dict[str, Any]]


def register() -> None:
    socketio.on_event("connect", connect)
    on("watch", watch)
    on("unwatch", unwatch)


def on(event: str, handler: Handler, *, writes: bool = False) -> None:
    """Answer a client's event with `{ok: true, ...}`, or `{ok: false, error}` where it is refused.

    A handler that `writes` runs in a work, and who asks is looked up in the same transaction.
    """

    use_case = retried(functools.partial(_written if writes else _read, handler))

    @functools.wraps(handler)
    def acknowledged(payload: Any = None) -> dict[str, Any]:
        try:
            if not isinstance(payload, dict):
                return _refused(422, _("Send an object with named values."))
            return {"ok": True, **use_case(payload)}
        except Problem as problem:
            return _refused(problem.status, problem.detail)
        except Exception:
            log.exception("socket_event_failed", socket_event=event)
            return _refused(500, str(FAULT))
        finally:
            db.session.remove()

    socketio.on_event(event, acknowledged)


def connect(auth: Any = None) -> None:
    given: dict[str, Any] = auth if isinstance(auth, dict) else {}
    if (heard := live.admitted(given)) is None:
        heard = _signed_in(given)
    outbox.hear()
    for audience in heard:
        join_room(audience)
    db.session.remove()


def socket_person() -> Person:
    """Who is on this socket now. Raises NotSignedIn once the sign-in has ended."""
    found = queries.signed_in_with(request.environ.get(SECRET, ""), clock.now())
    if found is None:
        raise NotSignedIn(_("You were signed out. Sign in again to go on."))
    return found[1]


def watch(person: Person, payload: dict[str, Any]) -> dict[str, Any]:
    """What was joined for the same topic before is left: on another day, or while it was still theirs.

    Opened once to be authorised and once more after joining, so that neither news nor a ban falls in between.
    """
    topic, joined = live.topic_of(payload), []
    try:
        joined = live.watch(person, payload).audiences
        for audience in joined:
            join_room(audience)
        opened = live.watch(person, payload)
    except Problem:
        _keep(topic, [], joined)
        raise
    _keep(topic, opened.audiences, joined)
    return {"state": opened.state}


def unwatch(person: Person, payload: dict[str, Any]) -> dict[str, Any]:
    _keep(live.topic_of(payload), [], [])
    return {}


def _joined() -> dict[live.Topic, list[str]]:
    """The audiences that this socket joined, by what it asked to watch."""
    joined: dict[live.Topic, list[str]] = request.environ.setdefault(JOINED, {})
    return joined


def _keep(topic: live.Topic, audiences: list[str], joined: list[str]) -> None:
    """Those of now, and none of before that no other topic holds."""
    stale = {*_joined().pop(topic, []), *joined}
    if audiences:
        _joined()[topic] = audiences
    for audience in stale - {held for each in _joined().values() for held in each}:
        leave_room(audience)


def _signed_in(given: dict[str, Any]) -> list[str]:
    token = given.get("token")
    secret = token or session.get("sign_in")
    found = queries.signed_in_with(hash_secret(str(secret)), clock.now()) if secret else None
    if found is None:
        raise ConnectionRefusedError(_("Please sign in first."))
    sign_in, person = found
    request.environ[SECRET] = sign_in.secret_hash
    return [audiences.of_sign_in(sign_in.id), audiences.of_person(person.id)]


def _read(handler: Handler, payload: dict[str, Any]) -> dict[str, Any]:
    return handler(socket_person(), payload)


def _written(handler: Handler, payload: dict[str, Any]) -> dict[str, Any]:
    with work():
        return _read(handler, payload)


def _refused(status: int, error: str) -> dict[str, Any]:
    return {"ok": False, "status": status, "error": error}

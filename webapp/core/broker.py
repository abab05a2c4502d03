"""Redis between the processes of one installation: each publishes its news and hears that of the others."""

import json
import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import structlog
from flask import Flask, current_app
from redis import Redis, RedisError

from webapp.extensions import db, socketio

log = structlog.get_logger()

PATIENCE = 2.0
"""Seconds that a socket waits for its process to hear, and that publishing may take."""

RETRY = 1.0
"""Seconds until Redis is asked again."""

Message = tuple[str, dict[str, Any]]
Hears = Callable[[str, dict[str, Any]], None]

_outgoing: deque[Message] = deque(maxlen=10_000)
"""While Redis is silent, so much waits; clients ask for the state."""
_publishing = threading.Lock()


def publish(messages: Sequence[Message]) -> None:
    """To every other process, in order. Raises RedisError."""
    url = current_app.config["REDIS_URL"]
    with _publisher(url).pipeline(transaction=False) as together:
        for kind, payload in messages:
            together.publish(_channel(url), json.dumps([_myself(), kind, payload]))
        together.execute()


def publish_soon(messages: Sequence[Message]) -> None:
    """The same beside the request, so that nobody's acknowledgement waits for Redis."""
    _outgoing.extend(messages)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    socketio.start_background_task(_publish_waiting, app)


def _publish_waiting(app: Flask) -> None:
    """Whoever finds another at it leaves the rest to them, and so keeps the order."""
    while _outgoing and _publishing.acquire(blocking=False):
        waiting = [_outgoing.popleft() for _ in range(len(_outgoing))]
        try:
            with app.app_context():
                publish(waiting)
        except RedisError:
            log.exception("news_not_published")
            _outgoing.extendleft(reversed(waiting))  # Some of it may be told twice, none of it never.
            socketio.sleep(RETRY)
        finally:
            _publishing.release()


def listen(app: Flask, hears: Hears) -> None:
    """Begin, once, to hear the others; returns when nothing more can be missed."""
    begun: threading.Event | None = app.extensions.get("hears_news")
    if begun is None:
        begun = app.extensions["hears_news"] = threading.Event()
        socketio.start_background_task(_listen_for_ever, app, hears, begun)
    begun.wait(PATIENCE)


def _listen_for_ever(app: Flask, hears: Hears, begun: threading.Event) -> None:
    while True:
        try:
            _listen(app, hears, begun)
        except RedisError:
            log.exception("news_not_heard")
            socketio.sleep(1)


def _listen(app: Flask, hears: Hears, begun: threading.Event) -> None:
    url = app.config["REDIS_URL"]
    with Redis.from_url(url, health_check_interval=30).pubsub() as subscribed:
        subscribed.subscribe(_channel(url))
        for message in subscribed.listen():
            begun.set()
            if message["type"] == "message":
                _pass_on(app, hears, message["data"])


def _pass_on(app: Flask, hears: Hears, data: bytes) -> None:
    sender, kind, payload = json.loads(data)
    if sender == _myself():
        return
    with app.app_context():
        try:
            hears(kind, payload)
        except Exception:
            log.exception("news_not_told", kind=kind)
        finally:
            db.session.remove()


def _channel(url: str) -> str:
    """Redis publishes across its databases; installations that share one differ by its number."""
    return f"repartee:news:{_publisher(url).get_connection_kwargs().get('db', 0)}"


@cache
def _publisher(url: str) -> "Redis":
    return Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)


@cache
def _myself() -> str:
    """Made at the first use, which is after the server has forked."""
    return uuid.uuid4().hex

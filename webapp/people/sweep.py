"""Cuts sockets whose sign-in ended without this process hearing of it: by expiry, or in another process."""

import structlog
from flask import Flask

from webapp.core import audiences, clock
from webapp.extensions import db, socketio
from webapp.people import queries

log = structlog.get_logger()

EVERY = 2.0
"""Seconds between two looks; one query, whatever the number of sockets."""


def sweep(app: Flask) -> None:
    """For ever. Started once in every web process."""
    while True:
        socketio.sleep(EVERY)
        with app.app_context():
            try:
                cut_ended()
            except Exception:
                log.exception("sockets_not_swept")
            finally:
                db.session.remove()


def cut_ended() -> None:
    connected = audiences.signed_in_here()
    for sign_in_id in connected - queries.open_sign_ins(connected, clock.now()):
        audiences.cut(audiences.of_sign_in(sign_in_id))

"""The reference: Flask-SocketIO that knows nothing. What it takes is what the libraries take."""

from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent", manage_session=False)

TALLY = {"answer_id": 1, "votes": 3, "fact": 0.6, "persuasion": 0.6, "score": 0.6, "confidence": 0.5}


@app.get("/healthz")
def lives() -> str:
    return "ok"


@socketio.on("vote")
def acknowledge(payload: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "tally": TALLY}


@socketio.on("watch")
def watch(payload: dict[str, Any]) -> dict[str, Any]:
    join_room("board")
    return {"ok": True, "state": {}}


@socketio.on("echo")
def echo(payload: dict[str, Any]) -> dict[str, Any]:
    emit("standings", payload, to="board")
    return {"ok": True}

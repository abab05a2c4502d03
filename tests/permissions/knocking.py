"""One knock at a door, and what is answered, in a word."""

import re
from typing import Any, NamedTuple

from flask import Flask
from werkzeug.test import TestResponse

from tests.permissions.doors import SOCKET, Door
from tests.permissions.visitors import Values
from webapp.extensions import socketio

CONSTANT = {"kind": "csv"}
SIGN_IN = "sign in"


class Knock(NamedTuple):
    door: Door
    values: Values
    body: dict[str, Any]


def knock(app: Flask, asked: Knock, token: str | None, session: dict[str, Any] | None) -> str:
    """With a program's token or in a browser's session; with neither, as nobody."""
    if asked.door.method == SOCKET:
        return _by_socket(app, asked, token)
    client, more = app.test_client(), _sent(asked)
    if token and asked.door.is_api:
        more["headers"] = {"Authorization": f"Bearer {token}"}
    elif session:
        with client.session_transaction() as kept:
            kept |= session
    with client.open(_address(asked), method=asked.door.method, **more) as response:
        return _read(asked.door, response)


def _by_socket(app: Flask, asked: Knock, token: str | None) -> str:
    client = socketio.test_client(app, auth={"token": token})
    if not client.is_connected():
        return SIGN_IN
    event = asked.door.rule.split()[0]
    said = {"ok": True} if event == "connect" else client.emit(event, asked.body, callback=True)
    client.disconnect()
    return "ok" if said["ok"] else str(said["status"])


def _address(asked: Knock) -> str:
    """Of few values, the first."""

    def filled(found: re.Match[str]) -> str:
        if choices := found[1]:
            return choices.split(",")[0].strip("' ")
        return str((CONSTANT | asked.values)[found[2]])

    return re.sub(r"<(?:any\(([^)]*)\):|\w+:)?(\w+)>", filled, asked.door.rule)


def _sent(asked: Knock) -> dict[str, Any]:
    door, body = asked.door, asked.body
    if door.method == "GET":
        return {"query_string": body}
    if isinstance(body.get("file"), tuple):
        return _form(*body["file"])
    if door.is_api:
        return {"json": body} if door.method != "DELETE" else {}
    return {"data": body}


def _read(door: Door, response: TestResponse) -> str:
    """An answer as the table has it."""
    status, location = response.status_code, response.headers.get("Location", "")
    if status == 401 or (status == 302 and location.startswith("/sign-in?next=")):
        return SIGN_IN
    if door.method == "GET" and status == 302:
        return "led on"
    return "ok" if status < 400 else str(status)


def _form(name: str, content: bytes) -> dict[str, Any]:
    """By hand: werkzeug's own would leave a temporary file open."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    kind = "multipart/form-data; boundary=edge"
    return {"data": head + content + b"\r\n--edge--\r\n", "content_type": kind}

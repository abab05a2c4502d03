"""Colleagues who judge from elsewhere, over the API."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any


def judge(address: str, email: str, password: str, text: str, fact: int, persuasion: int, reason: str = "") -> None:
    """Whoever is at `email` finds the reply with this text in their queue and votes on it."""
    token = _call(address, "POST", "/tokens", {"email": email, "password": password})["token"]
    queue = _call(address, "GET", "/judging", token=token)["answers"]
    answer_id = next(answer["id"] for answer in queue if answer["text"] == text)
    vote = {"fact": fact, "persuasion": persuasion} | ({"reason": reason} if reason else {})
    _call(address, "PUT", f"/answers/{answer_id}/vote", vote, token)


def votes_in_hand(address: str, email: str, password: str) -> Iterator[Callable[[], None]]:
    """What waits for them, each as a vote that is cast when it is called: all convinced."""
    token = _call(address, "POST", "/tokens", {"email": email, "password": password})["token"]
    for answer in _call(address, "GET", "/judging", token=token)["answers"]:
        path = f"/answers/{answer['id']}/vote"
        yield lambda path=path: _call(address, "PUT", path, {"fact": 2, "persuasion": 2}, token)  # type: ignore[misc]


def _call(address: str, method: str, path: str, body: Any = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{address}/api/v1{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)

"""The way around: every room adds its own link."""

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_login import current_user

Link = Callable[[], dict[str, Any] | None]
"""Gives {url, label, icon} for who is asking, or None where it is nothing for them."""

_links: list[tuple[int, Link]] = []


def register(app: Flask) -> None:
    app.context_processor(lambda: {"nav": navigation() if current_user.is_authenticated else []})


def in_navigation(position: int, link: Link) -> None:
    _links.append((position, link))
    _links.sort(key=lambda entry: entry[0])


def navigation() -> list[dict[str, Any]]:
    links = [link for _position, make in _links if (link := make()) is not None]
    return [{**link, "current": _is_current(link["url"])} for link in links]


def _is_current(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url))

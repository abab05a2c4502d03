"""The way around: every room adds its own link."""

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_babel import gettext as _
from flask_login import current_user

from webapp.core.first_steps import next_step

Link = Callable[[], dict[str, Any] | None]
"""Gives {url, label, icon} for who is asking, or None where it is nothing for them."""

Registry = list[tuple[int, Link]]

_links: Registry = []
_desk: Registry = []


def register(app: Flask) -> None:
    app.context_processor(lambda: {"nav": navigation() if current_user.is_authenticated else []})
    app.jinja_env.globals["desk_links"] = desk_links
    app.jinja_env.globals["next_step"] = next_step
    in_navigation(2, _desk_link)


def in_navigation(position: int, link: Link) -> None:
    _add(_links, position, link)


def on_desk(position: int, link: Link) -> None:
    """Among the pages with which managers, coaches and admins do their work."""
    _add(_desk, position, link)


def navigation() -> list[dict[str, Any]]:
    links = [link for _position, make in _links if (link := make()) is not None]
    return [{**link, "current": link.get("current", _is_current(link["url"]))} for link in links]


def desk_links() -> list[dict[str, Any]]:
    links = [link for _position, make in _desk if (link := make()) is not None]
    return [{**link, "current": _is_current(link["url"])} for link in links]


def _desk_link() -> dict[str, Any] | None:
    """One way in, to the first page of the desk that is theirs."""
    if not (links := desk_links()):
        return None
    current = request.path == "/desk" or request.path.startswith("/desk/")
    return {"url": links[0]["url"], "label": _("Desk"), "icon": "layout-list", "current": current}


def _add(registry: Registry, position: int, link: Link) -> None:
    if (position, link) not in registry:
        registry.append((position, link))
        registry.sort(key=lambda entry: entry[0])


def _is_current(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url))

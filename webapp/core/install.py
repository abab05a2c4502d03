"""What an operating system is told of the app: its manifest, to which rooms add their own parts."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, Response, jsonify
from flask_babel import get_locale
from flask_babel import gettext as _

from webapp.core.assets import asset

PAPER = "#fbf7f1"
"""What is shown before the first page is there; the pages name the colours of both schemes."""

bp = Blueprint("install", __name__)

Shortcut = Callable[[], dict[str, str]]
"""Gives {name, url, picture}."""

_shortcuts: list[tuple[int, Shortcut]] = []
_members: dict[str, Callable[[], Any]] = {}


def register(app: Flask) -> None:
    app.register_blueprint(bp)


def in_launcher(position: int, shortcut: Shortcut) -> None:
    """Among what a long press on the app's icon offers."""
    _shortcuts.append((position, shortcut))


def in_manifest(member: str, made: Callable[[], Any]) -> None:
    """A member of the manifest that is a room's to fill."""
    _members[member] = made


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    locale = get_locale()
    response = jsonify(
        id="/",
        name="Repartee",
        short_name="Repartee",
        description=_("Two minutes a day: the fact, and the sentence that sells it."),
        lang=str(locale).replace("_", "-"),
        dir=locale.text_direction,
        start_url="/",
        scope="/",
        display="standalone",
        background_color=PAPER,
        theme_color=PAPER,
        categories=["business", "education", "productivity"],
        icons=_icons(),
        shortcuts=[_launched(shortcut()) for _position, shortcut in sorted(_shortcuts, key=lambda entry: entry[0])],
        screenshots=_screenshots(),
        **{member: made() for member, made in _members.items()},
    )
    response.mimetype = "application/manifest+json"
    return response


def _icons() -> list[dict[str, str]]:
    return [
        _picture("icon-192.png", "192x192"),
        _picture("icon-512.png", "512x512"),
        _picture("maskable-192.png", "192x192", purpose="maskable"),
        _picture("maskable-512.png", "512x512", purpose="maskable"),
        _picture("badge-512.png", "512x512", purpose="monochrome"),
    ]


def _launched(shortcut: dict[str, str]) -> dict[str, Any]:
    return {"name": shortcut["name"], "url": shortcut["url"], "icons": [_picture(shortcut["picture"], "96x96")]}


def _screenshots() -> list[dict[str, str]]:
    phone, desk = {"form_factor": "narrow"}, {"form_factor": "wide"}
    return [
        _picture("phone-reply.webp", "780x1688", label=_("Today's prospect, and your reply"), **phone),
        _picture("phone-result.webp", "780x1688", label=_("How your reply landed"), **phone),
        _picture("phone-board.webp", "780x1688", label=_("Where you stand this week"), **phone),
        _picture("desk-result.webp", "1280x800", label=_("How your reply landed"), **desk),
        _picture("desk-board.webp", "1280x800", label=_("Where you stand this week"), **desk),
    ]


def _picture(name: str, sizes: str, **more: str) -> dict[str, str]:
    return {"src": asset(name), "sizes": sizes, "type": f"image/{name.rpartition('.')[2]}", **more}

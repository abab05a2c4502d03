"""Time zones to choose among: by area, and the city first, so that typing its name finds it in a list."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from webapp.core import clock

AREAS = {
    "Europe": _l("Europe"),
    "Africa": _l("Africa"),
    "America": _l("America"),
    "Antarctica": _l("Antarctica"),
    "Asia": _l("Asia"),
    "Atlantic": _l("Atlantic"),
    "Australia": _l("Australia"),
    "Indian": _l("Indian Ocean"),
    "Pacific": _l("Pacific"),
}
ELSEWHERE = _l("Other")


def register(app: Flask) -> None:
    app.jinja_env.globals["zones_by_area"] = zones_by_area


def zones_by_area(chosen: str | None) -> dict[str, list[tuple[str, str]]]:
    """Under each area's name its zones, as (name, city). A city may be there under two names of its zone, as
    browsers report either; names outside of the areas are not offered, unless one is what was chosen."""
    found = {str(name): _cities(area) for area, name in AREAS.items()}
    others = {"UTC"} | ({chosen} if chosen in clock.zones() and _area(chosen) not in AREAS else set())
    return found | {str(ELSEWHERE): [(zone, zone) for zone in sorted(others)]}


def _cities(area: str) -> list[tuple[str, str]]:
    named = get_locale().time_zones
    found = ((zone, _city(zone, named.get(zone, {}))) for zone in clock.zones() if _area(zone) == area)
    return sorted(found, key=lambda one: one[1])


def _city(zone: str, named: Mapping[str, Any]) -> str:
    """In the reader's language, where it has a name of its own for it."""
    _continent, *regions, name = zone.split("/")
    said = named.get("city") or name.replace("_", " ")
    return f"{said} ({regions[0].replace('_', ' ')})" if regions else said


def _area(zone: str) -> str:
    return zone.partition("/")[0]

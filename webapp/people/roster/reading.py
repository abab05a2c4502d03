"""Rows of strings as wishes, by a mapping of columns. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel import Locale

from webapp.core import clock
from webapp.people.roster import values
from webapp.people.roster.columns import Mapping, plain
from webapp.people.roster.shape import Refused, Row, Wish

COUNTRY_LANGUAGES = ("en", "de")


def wishes(rows: Sequence[Sequence[str]], numbers: Sequence[int], mapping: Mapping) -> list[Wish | Row]:
    """In the order of the file: each row read, or refused with its reason."""
    places = {field: n for n, field in enumerate(mapping) if field}
    month_first = None
    if "started_on" in places:
        month_first = values.is_month_first(row[places["started_on"]] for row in rows)
    cells = [{field: row[n] for field, n in places.items()} for row in rows]
    read = [_read(number, row, month_first) for number, row in zip(numbers, cells, strict=True)]
    return _without_repeats(read)


def _read(number: int, cells: dict[str, str], month_first: bool | None) -> Wish | Row:
    try:
        return _wish(number, cells, month_first)
    except Refused as refused:
        shown = [" ".join(cells.get(field, "").split())[:120] for field in ("email", "name")]
        shown[1] = shown[1] or _joined(cells)[:120]
        return Row(number, "refused", shown[0].lower(), shown[1], reason=refused.reason)


def _wish(number: int, cells: dict[str, str], month_first: bool | None) -> Wish:
    def said(field: str) -> str | None:
        return values.text(field, cells.get(field, "")) or None

    email = values.address(cells.get("email", ""))
    joined = values.text("name", _joined(cells))
    return Wish(
        number,
        email,
        name=said("name") or joined or None,
        role=values.role(cells.get("role", "")),
        team=said("team"),
        manager=said("manager"),
        cohort=said("cohort"),
        calendar=said("calendar"),
        country=_country(said("country")),
        time_zone=_zone(said("time_zone")),
        alias=said("alias"),
        started_on=values.day(cells.get("started_on", ""), month_first),
        active=values.state(cells.get("status", "")),
    )


def _joined(cells: dict[str, str]) -> str:
    return " ".join(f"{cells.get('first_name', '')} {cells.get('last_name', '')}".split())


def _country(said: str | None) -> str | None:
    if said is None:
        return None
    if (code := _countries().get(plain(said))) is None:
        raise Refused("unknown_country", value=said)
    return code


def _zone(said: str | None) -> str | None:
    if said is not None and said not in clock.zones():
        raise Refused("unknown_zone", value=said)
    return said


@lru_cache
def _countries() -> dict[str, str]:
    """Codes by what people call a country: its code, or its name in a language we know headers in."""
    names: dict[str, str] = {}
    for language in COUNTRY_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names |= {plain(name): code, plain(code): code}
    return names | {"uk": "GB", "usa": "US"}


def _without_repeats(read: Iterable[Wish | Row]) -> list[Wish | Row]:
    """Nobody can tell which of two rows for one person is meant, so neither is taken."""
    read = list(read)
    times = Counter(one.email for one in read if isinstance(one, Wish))
    return [
        Row(one.number, "refused", one.email, one.name or "", reason={"code": "twice_in_file"})
        if isinstance(one, Wish) and times[one.email] > 1
        else one
        for one in read
    ]

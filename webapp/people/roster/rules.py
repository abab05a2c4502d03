"""What an import would do: who is added, changed, deactivated, and which rows are refused for what. Pure."""

from collections.abc import Sequence
from typing import Any

from webapp.people.roster.calling import Aliases
from webapp.people.roster.columns import Mapping
from webapp.people.roster.leading import MANAGING, Leading
from webapp.people.roster.naming import Names
from webapp.people.roster.reading import wishes
from webapp.people.roster.shape import CHANGEABLE, Known, Plan, Refused, Roster, Row, Wish

GIVEN_BY_MANAGERS = ("rep", "coach")


def plan(
    roster: Roster,
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    mapping: Mapping,
    *,
    deactivate_missing: bool = False,
) -> Plan:
    """Row by row in the file's order, then those whom it does not name."""
    planned = Plan([])
    names, leading, aliases = Names(roster, planned), Leading(roster), Aliases(roster)
    for read in sorted(wishes(rows, numbers, mapping), key=_managers_first):
        planned.rows.append(read if isinstance(read, Row) else _decide(roster, names, leading, aliases, read))
    planned.rows.sort(key=lambda row: row.number or 0)
    if deactivate_missing:
        planned.rows += _missing(roster, planned.rows)
    return planned


def _managers_first(read: Wish | Row) -> bool:
    """Since other rows may name them."""
    return isinstance(read, Row) or read.role not in MANAGING


def _decide(roster: Roster, names: Names, leading: Leading, aliases: Aliases, wish: Wish) -> Row:
    known = roster.people.get(wish.email)
    try:
        row = _newcomer(roster, names, wish) if known is None else _known(roster, names, wish, known)
        aliases.give(wish, known)
        leading.lead(row, wish, known)
    except Refused as refused:
        name = wish.name or (known.name if known else "")
        return Row(wish.number, "refused", wish.email, name, known.id if known else None, refused.reason)
    names.keep(row.changes, wish.country)
    leading.heed(row, known)
    return row


def _newcomer(roster: Roster, names: Names, wish: Wish) -> Row:
    if wish.active is False:
        return Row(wish.number, "unchanged", wish.email, wish.name or "", reason={"code": "gone_already"})
    if wish.name is None:
        raise Refused("no_name")
    role = wish.role or "rep"
    _check_role(roster, role)
    importer = roster.importer
    if wish.team is None and not importer.is_admin:
        raise Refused("no_team")
    values = {
        "name": wish.name,
        "role": role,
        "team": names.group("team", wish.team),
        "cohort": names.group("cohort", wish.cohort),
        "calendar": names.calendar(wish) or importer.calendar,
        "time_zone": wish.time_zone or importer.time_zone,
        "alias": wish.alias,
        "started_on": wish.started_on.isoformat() if wish.started_on else None,
    }
    changes = {field: (None, value) for field, value in values.items() if value is not None}
    return Row(wish.number, "added", wish.email, wish.name, changes=changes)


def _known(roster: Roster, names: Names, wish: Wish, known: Known) -> Row:
    if known.merged:
        raise Refused("merged_before")
    changes = _changes(names, wish, known)
    if not changes and (known.active or wish.active is False):
        return Row(wish.number, "unchanged", wish.email, known.name, known.id)
    _check_person(roster, wish, known, changes)
    kind = "deactivated" if wish.active is False and known.active else "changed"
    if kind == "deactivated":
        changes = {}
    elif not known.active and wish.active:
        changes["status"] = ("inactive", "active")
    return Row(wish.number, kind, wish.email, known.name, known.id, changes=changes)


def _changes(names: Names, wish: Wish, known: Known) -> dict[str, tuple[Any, Any]]:
    """What the row says otherwise than we have it. An empty cell takes nothing away."""
    wanted = {
        "name": wish.name,
        "role": wish.role,
        "team": wish.team and _known_or(names, "team", wish.team, known.team),
        "cohort": wish.cohort and _known_or(names, "cohort", wish.cohort, known.cohort),
        "calendar": names.calendar(wish),
        "time_zone": wish.time_zone,
        "alias": wish.alias,
    }
    changes: dict[str, tuple[Any, Any]] = {
        field: (getattr(known, field), wanted[field])
        for field in CHANGEABLE
        if wanted[field] is not None and wanted[field] != getattr(known, field)
    }
    if wish.active is False and known.active:
        changes["status"] = ("active", "inactive")
    return changes


def _known_or(names: Names, kind: str, wished: str, now: str | None) -> str | None:
    """Where they are already is never foreign: such a row may still be unchanged."""
    return now if now is not None and wished.casefold() == now.casefold() else names.group(kind, wished)


def _check_person(roster: Roster, wish: Wish, known: Known, changes: dict[str, tuple[Any, Any]]) -> None:
    """Whether this importer may do this to this person."""
    importer = roster.importer
    if known.id == importer.id and {"role", "status", "team"} & changes.keys():
        raise Refused("oneself")
    if known.id != importer.id and not importer.manages(known):
        raise Refused("foreign_person")
    if known.role == "admin" and {"role", "status"} & changes.keys():
        raise Refused("an_admin")
    if not known.active and wish.active is None:
        raise Refused("deactivated_before")
    if "role" in changes:
        _check_role(roster, changes["role"][1])


def _check_role(roster: Roster, role: str) -> None:
    if not roster.importer.is_admin and role not in GIVEN_BY_MANAGERS:
        raise Refused("role_too_high", value=role)


def _missing(roster: Roster, rows: list[Row]) -> list[Row]:
    """Whom the importer manages and the file does not name; never oneself, never an admin.

    A row that was refused names its person too, be it by name alone.
    """
    emails = {row.email for row in rows}
    unreadable = {row.name.casefold() for row in rows if row.kind == "refused"}
    return [
        Row(None, "deactivated", known.email, known.name, known.id, {"code": "missing"})
        for known in sorted(roster.people.values(), key=lambda known: known.name)
        if known.active
        and known.role != "admin"
        and known.id != roster.importer.id
        and roster.importer.manages(known)
        and known.email not in emails
        and known.name.casefold() not in unreadable
    ]

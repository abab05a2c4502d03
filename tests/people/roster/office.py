"""An invented roster for the rules: Mara manages Reds, Ada everything."""

from typing import Any

from webapp.people.roster.rules import plan
from webapp.people.roster.shape import Importer, Known, Plan, Roster, Row


def known(n: int, name: str, role: str = "rep", team: str | None = "Reds", **more: Any) -> Known:
    values = {"cohort": "Autumn" if role == "rep" else None, "calendar": "Germany", "time_zone": "Europe/Berlin"}
    return Known(n, f"{name.lower()}@x.test", name, role, team, **values | {"alias": None, "active": True} | more)


ANA, CLEO, GONE = known(1, "Ana"), known(2, "Cleo", team="Blues"), known(3, "Gone", active=False)
KOFI, MARA, ADA = (
    known(n, name, role, None) for n, name, role in ((4, "Kofi", "coach"), (5, "Mara", "manager"), (6, "Ada", "admin"))
)
EVERYBODY = (ANA, CLEO, GONE, KOFI, MARA, ADA)
MARAS = Importer(5, "manager", "Germany", "Europe/Berlin", frozenset({"Reds"}), frozenset({"Autumn"}))
ADAS = Importer(6, "admin", "Germany", "Europe/Berlin", frozenset(), frozenset())


def roster(importer: Importer = ADAS, people: tuple[Known, ...] = EVERYBODY) -> Roster:
    return Roster(
        importer,
        {one.email: one for one in people},
        frozenset({"Reds", "Blues"}),
        frozenset({"Autumn"}),
        {"Germany": "DE", "Bavaria": "DE-BY"},
    )


def planned(importer: Importer, *rows: dict[str, str], **more: Any) -> Plan:
    """The plan for rows given by field."""
    fields = list(dict.fromkeys(field for row in rows for field in row)) or ["email"]
    cells = [[row.get(field, "") for field in fields] for row in rows]
    return plan(roster(importer), cells, list(range(2, len(rows) + 2)), fields, **more)


def decided(importer: Importer = ADAS, **row: str) -> Row:
    """What becomes of one row."""
    return planned(importer, row).rows[0]

"""What an import would do, row by row."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.roster.office import ADA, ADAS, ANA, CLEO, GONE, KOFI, MARA, MARAS, decided, planned, roster
from webapp.people.roster import columns, values
from webapp.people.roster.rules import plan
from webapp.people.roster.shape import Importer, Refused


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (["E-Mail", "Name", "Team"], ["email", "name", "team"]),
        (["Vorname", "Nachname", "E-Mail-Adresse", "Abteilung"], ["first_name", "last_name", "email", "team"]),
        (["EMPLOYEE_NAME", "Work Email", "Start date", "Time-Zone"], ["name", "email", "started_on", "time_zone"]),
        (["Land", "Eintrittsdatum", "Länder­code", "Salary"], ["country", "started_on", "", ""]),
        (["Mail", "E-Mail", ""], ["email", "", ""]),
        (["Mail", "Squad", "Intake", "Started"], ["email", "team", "cohort", "started_on"]),
        (["Mail", "Group", "Wave", "Hired"], ["email", "team", "cohort", "started_on"]),
    ],
)
def test_columns_are_known_by_what_hr_systems_call_them(header: list[str], mapping: list[str]):
    assert columns.guess(header) == mapping


@pytest.mark.parametrize("header", ["Job", "Position", "Function", "Job title"])
@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["Sales rep", "", "Coach"], "role"),
        (["Sales rep", "Coach", "Wizard"], "role"),
        (["Regional Wizard", "Coach"], ""),
        (["", ""], ""),
    ],
)
def test_a_job_is_a_role_only_where_most_of_them_are(header: str, cells: list[str], field: str):
    mapping = columns.guess([header, "Role"], lambda n: values.are_roles(cells))
    assert mapping == ([field, ""] if field else ["", "role"])


def test_a_mapping_without_an_address_or_with_a_field_twice_is_no_use():
    assert columns.trouble(["name"]) == ("missing", "email")
    assert columns.trouble(["email", "team", "team"]) == ("twice", "team")
    assert columns.trouble(["email", "", ""]) is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01-31 00:00", date(2026, 1, 31)),
        ("31.1.2026", date(2026, 1, 31)),
        ("31/01/2026", date(2026, 1, 31)),
        ("", None),
    ],
)
def test_dates_are_read_as_written(cell: str, day: date | None):
    assert values.day(cell, values.is_month_first([cell])) == day


def test_a_column_tells_how_its_dates_are_written():
    assert values.is_month_first(["01/02/2026", "02/13/2026"])
    assert values.is_month_first(["01/02/2026", "13/02/2026"]) is False
    assert values.is_month_first(["01/02/2026"]) is None


def test_an_admin_adds_people_with_teams_and_cohorts_that_are_new():
    result = planned(
        ADAS,
        {"email": "New@X.test", "first_name": "New", "last_name": "One", "team": "winter", "role": "Trainee"},
        {"email": "two@x.test", "first_name": "Two", "last_name": "", "team": "WINTER", "cohort": "2027"},
    )
    assert [row.kind for row in result.rows] == ["added", "added"]
    assert (result.teams, result.cohorts) == (["winter"], ["2027"])
    assert result.rows[0].email == "new@x.test"
    assert {field: to for field, (_from, to) in result.rows[1].changes.items()} == {
        "name": "Two",
        "role": "rep",
        "team": "winter",
        "cohort": "2027",
        "calendar": "Germany",
        "time_zone": "Europe/Berlin",
    }


def test_a_country_finds_its_calendar_or_makes_one():
    assert decided(email="n@x.test", name="N", country="Deutschland").changes["calendar"] == (None, "Germany")
    result = planned(ADAS, {"email": "n@x.test", "name": "N", "country": "pt"})
    assert result.calendars == {"Portugal": "PT"}
    assert result.rows[0].changes["calendar"] == (None, "Portugal")


def test_only_what_differs_is_changed_and_an_empty_cell_takes_nothing_away():
    row = decided(email="ana@x.test", name="Ana Silva", team="reds", cohort="", alias="")
    assert (row.kind, row.changes) == ("changed", {"name": ("Ana", "Ana Silva")})
    assert decided(email="ana@x.test", name="Ana", team="REDS").kind == "unchanged"


def test_a_status_sends_away_and_brings_back():
    assert decided(email="ana@x.test", status="ausgetreten").kind == "deactivated"
    assert decided(email="gone@x.test", status="active").changes == {"status": ("inactive", "active")}
    assert decided(email="gone@x.test", status="inactive").kind == "unchanged"
    assert decided(email="never@x.test", name="N", status="left").kind == "unchanged"


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("no_email", {"email": "", "name": "Nobody"}),
        ("bad_email", {"email": "ana(at)x.test", "name": "Ana"}),
        ("unknown_role", {"email": "n@x.test", "name": "N", "role": "wizard"}),
        ("unknown_status", {"email": "n@x.test", "name": "N", "status": "perhaps"}),
        ("unknown_zone", {"email": "n@x.test", "name": "N", "time_zone": "Mars/Olympus"}),
        ("unknown_country", {"email": "n@x.test", "name": "N", "country": "Atlantis"}),
        ("unknown_calendar", {"email": "n@x.test", "name": "N", "calendar": "Nowhere"}),
        ("bad_date", {"email": "n@x.test", "name": "N", "started_on": "2026-02-30"}),
        ("far_date", {"email": "n@x.test", "name": "N", "started_on": "0001-01-01"}),
        ("unreadable", {"email": "n@x.test\u200b", "name": "N"}),
        ("ambiguous_date", {"email": "n@x.test", "name": "N", "started_on": "03/04/2026"}),
        ("too_long", {"email": "n@x.test", "name": "N" * 121}),
        ("unreadable", {"email": "n@x.test", "name": "N\x07"}),
        ("no_name", {"email": "n@x.test"}),
        ("alias_taken", {"email": "n@x.test", "name": "N", "alias": "cleo"}),
        ("alias_taken", {"email": "ana@x.test", "alias": " KOFI"}),
        ("deactivated_before", {"email": "gone@x.test", "name": "Gone again"}),
        ("oneself", {"email": "ada@x.test", "role": "rep"}),
        ("oneself", {"email": "ada@x.test", "status": "inactive"}),
    ],
)
def test_what_cannot_be_taken_says_why(code: str, row: dict[str, str]):
    result = decided(**row)
    assert (result.kind, result.reason["code"]) == ("refused", code)


def test_an_alias_is_one_persons_within_a_file_too():
    rows = [
        {"email": f"{n}@x.test", "name": n, "alias": alias} for n, alias in (("N", "Fox"), ("M", "FOX"), ("O", "n"))
    ]
    kinds = [(row.kind, row.reason and row.reason["code"]) for row in planned(ADAS, *rows).rows]
    assert kinds == [("added", None), ("refused", "alias_taken"), ("refused", "alias_taken")]


def test_an_alias_that_somebody_has_stays_whoever_comes_to_be_called_so():
    rows = [
        {"email": "n@x.test", "name": "The Fox", "alias": ""},
        {"email": "ana@x.test", "name": "", "alias": "The Fox"},
    ]
    people = (replace(ANA, alias="The Fox"), CLEO, ADA)
    cells = [[row["email"], row["name"], row["alias"]] for row in rows]
    found = plan(roster(ADAS, people), cells, [2, 3], ["email", "name", "alias"]).rows
    assert [row.kind for row in found] == ["added", "unchanged"]


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("no_team", {"email": "n@x.test", "name": "N"}),
        ("foreign_team", {"email": "n@x.test", "name": "N", "team": "Blues"}),
        ("foreign_team", {"email": "n@x.test", "name": "N", "team": "New"}),
        ("foreign_team", {"email": "ana@x.test", "team": "Blues"}),
        ("foreign_cohort", {"email": "n@x.test", "name": "N", "team": "Reds", "cohort": "Spring"}),
        ("role_too_high", {"email": "n@x.test", "name": "N", "team": "Reds", "role": "manager"}),
        ("role_too_high", {"email": "ana@x.test", "role": "admin"}),
        ("foreign_person", {"email": "cleo@x.test", "name": "Other"}),
        ("foreign_person", {"email": "ada@x.test", "name": "Other"}),
        ("foreign_person", {"email": "kofi@x.test", "status": "inactive"}),
        ("no_calendar", {"email": "n@x.test", "name": "N", "team": "Reds", "country": "PT"}),
        ("oneself", {"email": "mara@x.test", "role": "rep"}),
    ],
)
def test_a_manager_touches_only_what_they_manage(code: str, row: dict[str, str]):
    result = decided(MARAS, **row)
    assert (result.kind, result.reason["code"]) == ("refused", code)


def test_no_import_takes_an_admins_place_away():
    others = planned(ADAS, {"email": "ada2@x.test"})
    assert others.rows[0].kind == "refused"
    second = roster(
        ADAS, (ANA, CLEO, ADA, type(ADA)(9, "eve@x.test", "Eve", "admin", None, None, "Germany", "UTC", None, True))
    )
    for field, cell in (("role", "rep"), ("status", "inactive")):
        row = plan(second, [["eve@x.test", cell]], [2], ["email", field]).rows[0]
        assert (row.kind, row.reason["code"]) == ("refused", "an_admin")


def test_two_rows_for_one_person_are_both_refused():
    result = planned(ADAS, {"email": "ana@x.test", "name": "A"}, {"email": " ANA@x.test", "name": "B"})
    assert [row.reason["code"] for row in result.rows] == ["twice_in_file"] * 2


def test_missing_people_go_only_when_asked_for_and_only_ones_own():
    row = {"email": "ana@x.test"}
    assert [one.email for one in planned(ADAS, row).rows] == ["ana@x.test"]
    gone = planned(ADAS, row, deactivate_missing=True).rows[1:]
    assert {one.email for one in gone} == {CLEO.email, KOFI.email, MARA.email}
    assert planned(MARAS, row, deactivate_missing=True).rows[1:] == []
    assert [one.email for one in planned(MARAS, {"email": "x@x.test"}, deactivate_missing=True).rows[1:]] == [ANA.email]


def test_who_is_named_by_a_refused_row_is_not_missing():
    rows = [{"email": "nonsense", "name": "Cleo"}, {"email": "kofi@x.test", "name": "", "role": "wizard"}]
    gone = planned(ADAS, *rows, deactivate_missing=True).rows[2:]
    assert {one.email for one in gone} == {ANA.email, MARA.email}
    assert GONE.email not in {one.email for one in gone}


CELLS = st.sampled_from(
    ("", "ana@x.test", "cleo@x.test", "ada@x.test", "mara@x.test", "n@x.test", "Reds", "Blues", "New", "rep", "coach")
) | st.sampled_from(
    ("admin", "manager", "Autumn", "inactive", "active", "UTC", "DE", "2026-01-31", "x" * 200, "\x00", "'=1")
)


@given(
    rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=8),
    fields=st.permutations([field for field in columns.FIELDS if field != "email"]),
    missing=st.booleans(),
)
def test_whatever_the_file_says_a_manager_stays_within_their_teams(rows, fields, missing: bool):
    theirs = roster(MARAS)
    result = plan(theirs, rows, list(range(2, len(rows) + 2)), ["email", *fields[:5]], deactivate_missing=missing)
    assert len([row for row in result.rows if row.number]) == len(rows), "every row is accounted for"
    assert (result.teams, result.cohorts, result.calendars) == ([], [], {})
    touched = [row for row in result.rows if row.kind in ("added", "changed", "deactivated")]
    assert len({row.email for row in touched}) == len(touched)
    for row in touched:
        known = theirs.people.get(row.email)
        assert known is None or known.id == MARAS.id or MARAS.manages(known)
        assert row.changes.get("team", (None, "Reds"))[1] == "Reds"
        assert row.changes.get("role", (None, "rep"))[1] in ("rep", "coach")
        if known and known.id == MARAS.id:
            assert not {"role", "team", "status"} & row.changes.keys()
            assert row.kind == "changed"


def test_a_reason_carries_the_words_of_its_sentence():
    with pytest.raises(Refused) as caught:
        values.role("wizard")
    assert caught.value.reason == {"code": "unknown_role", "value": "wizard"}


def led(*rows: dict[str, str], importer: Importer = ADAS, managed: frozenset = frozenset()) -> list[tuple]:
    """Of each row its kind, who is to manage its team, or the code of its refusal."""
    fields = ["email", "name", "role", "team", "manager", "status"]
    cells = [[row.get(field, "") for field in fields] for row in rows]
    known = replace(roster(importer), managed=managed)
    decided = plan(known, cells, list(range(2, len(rows) + 2)), fields).rows
    return [
        (row.kind, row.changes.get("manager", (None, None))[1] or (row.reason or {}).get("code")) for row in decided
    ]


REDS_BY_MARA = frozenset({("Reds", MARA.email)})


@pytest.mark.parametrize("said", ["mara@x.test", "MARA@x.test", "mara", " Mara ; "])
def test_an_admin_says_by_address_or_name_who_manages_a_team_once(said: str):
    rows = [
        {"email": ANA.email, "manager": said},
        {"email": "new@x.test", "name": "N", "team": "reds", "manager": said},
    ]
    assert led(*rows) == [("changed", MARA.email), ("added", None)]
    assert led(*rows, managed=REDS_BY_MARA) == [("unchanged", None), ("added", None)]


def test_a_manager_is_added_to_those_there_are():
    assert led({"email": ANA.email, "manager": "Ada"}, managed=REDS_BY_MARA) == [("changed", "mara@x.test; ada@x.test")]
    assert led({"email": ANA.email, "manager": ""}, managed=REDS_BY_MARA) == [("unchanged", None)]


def test_a_manager_may_be_new_in_the_same_file_and_stand_below():
    rows = [
        {"email": ANA.email, "manager": "Boss"},
        {"email": KOFI.email, "role": "manager"},
        {"email": "boss@x.test", "name": "Boss", "role": "manager"},
        {"email": CLEO.email, "manager": "Kofi"},
    ]
    assert led(*rows) == [("changed", "boss@x.test"), ("changed", None), ("added", None), ("changed", KOFI.email)]


@pytest.mark.parametrize("said", ["Kofi", "nobody", "nobody@x.test", "Mara; nobody", "gone@x.test"])
def test_who_is_no_manager_here_manages_nothing(said: str):
    assert led({"email": ANA.email, "manager": said}) == [("refused", "no_manager")]


def test_who_is_a_manager_no_more_after_this_file_is_none_to_name():
    for gone in ({"role": "rep"}, {"status": "inactive"}):
        rows = [{"email": MARA.email, "role": "manager"} | gone, {"email": ANA.email, "manager": "Mara"}]
        assert led(*rows)[1] == ("refused", "no_manager")


def test_two_managers_of_one_name_are_told_apart_by_address():
    twin = {"email": "mara2@x.test", "name": "Mara", "role": "manager"}
    assert led(twin, {"email": ANA.email, "manager": "Mara"})[1] == ("refused", "which_manager")
    assert led(twin, {"email": ANA.email, "manager": "mara2@x.test"})[1] == ("changed", "mara2@x.test")


def test_who_manages_a_team_is_for_admins_to_say():
    ana, new = {"email": ANA.email}, {"email": "new@x.test", "name": "N", "team": "Reds"}
    for said in ("Ada", "nobody", "Mara; Ada"):
        rows = [ana | {"manager": said}, new | {"manager": said}]
        assert led(*rows, importer=MARAS, managed=REDS_BY_MARA) == [("refused", "managers_by_admins")] * 2
    assert led(ana | {"manager": "Mara"}, importer=MARAS, managed=REDS_BY_MARA) == [("unchanged", None)]


def test_nobodys_team_has_no_manager_and_who_leaves_names_none():
    assert led({"email": KOFI.email, "manager": "whoever"}) == [("unchanged", None)]
    assert led({"email": GONE.email, "status": "inactive", "manager": "whoever"}) == [("unchanged", None)]
    assert led({"email": ANA.email, "status": "inactive", "manager": "whoever"}) == [("deactivated", None)]

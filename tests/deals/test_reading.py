"""A row as a deal."""

from datetime import date

import pytest

from webapp.deals.bringing.outcomes import outcome
from webapp.deals.bringing.reading import Ground, Habits, Owners, Reader
from webapp.deals.bringing.refusing import Again, Refused, Skipped
from webapp.deals.shape import Told, words_of

GROUND = Ground(Owners({"ana@x.test": 1}, {"ana silva": 1}), {"EUR": 1.0, "USD": 0.9}, date(2026, 11, 24))
ROW = {"id": "7", "name": "Bistro", "stage": "Closed Lost", "amount": "1.000,50 €", "closed_on": "2.11.2026"}


def reader(row: dict[str, str], source: str = "salesforce") -> Reader:
    return Reader(list(row), Habits(source, None, None, "EUR"), GROUND)


def read(source: str = "salesforce", without: str = "", **more: str) -> Told:
    row = {field: cell for field, cell in {**ROW, **more}.items() if field != without}
    return reader(row, source).read(list(row.values()))


@pytest.mark.parametrize(
    ("stage", "flags", "result"),
    [
        ("Closed Won", (None, None, None), "won"),
        ("closedlost", (None, None, None), "lost"),
        ("Closed Lost (Sales Pipeline)", (None, None, None), "lost"),
        ("Geschlossen und gewonnen", (None, None, None), "won"),
        ("7 - Verloren", (None, None, None), "lost"),
        ("Kunde sagte ab", ("FALSE", None, "TRUE"), "lost"),
        ("Signed", ("true", "false", None), "won"),
        ("Dropped", ("false", "true", None), "lost"),
        ("", ("1", None, "1"), "won"),
        ("Nicht gewonnen", (None, None, None), "lost"),
        ("Closed - not won", (None, None, None), "lost"),
        ("Closed Won", ("", "", None), "won"),
        ("Closed Lost", ("false", None, None), "lost"),
        ("Win or lost", ("false", "", None), "lost"),
    ],
)
def test_the_outcome_is_what_the_system_says(stage: str, flags: tuple[str | None, ...], result: str):
    assert outcome(stage, *flags) == result


@pytest.mark.parametrize(
    ("stage", "flags"),
    [
        ("Negotiation", (None, None, None)),
        ("Wonderful", (None, None, None)),
        ("Win or lost", ("false", "false", "false")),
        ("Closed Lost", (None, None, "false")),
        ("Won back, negotiating", ("false", None, None)),
        ("Lost once, negotiating", (None, "false", None)),
    ],
)
def test_what_is_open_is_passed_over(stage: str, flags: tuple[str | None, ...]):
    with pytest.raises(Skipped):
        outcome(stage, *flags)


def test_a_row_becomes_a_deal():
    told = read(owner="Ana Silva", reason=" Too  dear ", currency="EUR")
    assert told == Told(
        *("salesforce", "7", "Bistro", "lost", 100050, "EUR", 100050, date(2026, 11, 2)),
        *(None, 1, "Too dear", None, None),
    )


def test_value_is_in_our_currency():
    assert read(amount="$1,000.00").value == 90000
    assert read(amount="1000", currency="usd").value == 90000


def test_what_no_deal_can_be_worth_in_our_currency_is_refused():
    ground, row = GROUND._replace(rates={"XBT": 90000.0}), ROW | {"amount": "1000000000000", "currency": "XBT"}
    with pytest.raises(Refused) as refused:
        Reader(list(row), Habits("file", None, None, "EUR"), ground).read(list(row.values()))
    assert refused.value.why["code"] == "too_much"


def test_an_id_of_eighteen_is_the_same_as_its_first_fifteen():
    assert read(id="0065g00000Aa1AAAAZ").external_id == "0065g00000Aa1AA"
    assert read("hubspot", id="0065g00000Aa1AAAAZ").external_id == "0065g00000Aa1AAAAZ"


def test_without_an_id_name_day_and_owner_make_one_that_stays():
    one = read(without="id", owner="Ana Silva").external_id
    assert one == read(without="id", owner="ana  silva", amount="5", reason="Other").external_id
    assert one != read(without="id", owner="Ana Silva", closed_on="3.11.2026").external_id


def test_an_owner_is_found_by_address_or_name():
    assert read(owner="Somebody (ana@x.test)").owner_id == 1
    assert read(owner_email="Ana@X.test")[8:10] == ("ana@x.test", 1)
    assert read(owner="Ben").owner_id is None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"name": " "}, "no_name"),
        ({"name": "x" * 201}, "too_long"),
        ({"closed_on": ""}, "no_day"),
        ({"amount": "(5)"}, "below_nought"),
        ({"amount": "€ 5", "currency": "USD"}, "two_currencies"),
        ({"currency": "Euro!"}, "no_currency"),
        ({"is_won": "perhaps"}, "neither"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(row: dict[str, str], code: str):
    with pytest.raises(Refused) as refused:
        read(**row)
    assert refused.value.why["code"] == code


def test_the_same_deal_twice_is_one_and_with_other_words_refused():
    once = reader(ROW)
    once.read(list(ROW.values()))
    with pytest.raises(Again):
        once.read(list(ROW.values()))
    with pytest.raises(Refused):
        once.read([*list(ROW.values())[:-1], "3.11.2026"])


def test_lines_below_a_report_are_no_deals():
    with pytest.raises(Skipped):
        reader(ROW).read(["Grand Totals (6 records)", "", "", "", ""])


def test_a_lost_deal_has_words_and_a_won_one_none():
    told = read(reason="Too dear", competitor="ShiftMate; RotaPro;", objection="–")
    assert [(word.kind, word.words) for word in words_of(told)] == [
        ("reason", "Too dear"),
        ("competitor", "ShiftMate"),
        ("competitor", "RotaPro"),
    ]
    assert words_of(told._replace(outcome="won")) == []
    assert words_of(told)[0].key == words_of(told._replace(reason="TOO   DEAR"))[0].key

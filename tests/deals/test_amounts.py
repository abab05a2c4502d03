"""Amounts as people and systems write them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.deals.bringing.amounts import Amount, amount, decimal_of
from webapp.deals.bringing.refusing import Refused

GROUPS = {".": (",", "", " ", "'", "\u202f", "\xa0", "’"), ",": (".", "", " ", "'", "\u202f", "\xa0", "’")}


@pytest.mark.parametrize(
    ("cell", "hundredths", "currency"),
    [
        ("1.234,56 €", 123456, "EUR"),
        ("$1,234.56", 123456, "USD"),
        ("1 234,56", 123456, None),
        ("1\u202f234,56\xa0€", 123456, "EUR"),
        ("1'234.50", 123450, None),
        ("CHF 1’234.50", 123450, "CHF"),
        ("EUR 48.000,00", 4800000, "EUR"),
        ("1.234.567", 123456700, None),
        ("1,234,567.8", 123456780, None),
        ("12,5k", 1250000, None),
        ("€ 12.5k", 1250000, "EUR"),
        ("40k€", 4000000, "EUR"),
        ("1,2 Mio €", 120000000, "EUR"),
        ("2M", 200000000, None),
        ("MXN 500", 50000, "MXN"),
        ("500 MXN", 50000, "MXN"),
        ("0.500", 50, None),
        ("1234.567", 123457, None),
        ("48000", 4800000, None),
        ("£0", 0, "GBP"),
        ("", 0, None),
    ],
)
def test_what_can_be_only_one_amount_is_read_without_being_told(cell: str, hundredths: int, currency: str | None):
    assert amount(cell, None) == Amount(hundredths, currency)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("(1,234.56)", "below_nought"),
        ("-5", "below_nought"),
        ("€ -1.200,00", "below_nought"),
        ("5-", "below_nought"),
        ("1.234", "two_amounts"),
        ("1.234k", "two_amounts"),
        ("12,34,56", "no_amount"),
        ("1.23.456", "no_amount"),
        ("1,23.456", "no_amount"),
        ("tbd", "no_amount"),
        ("10 to 20", "no_amount"),
        ("5 apples", "no_amount"),
        ("999999999999999", "too_much"),
    ],
)
def test_what_could_be_another_is_refused(cell: str, code: str):
    with pytest.raises(Refused) as refused:
        amount(cell, None)
    assert refused.value.why["code"] == code


def test_the_rest_of_a_column_says_what_a_lone_mark_is():
    assert decimal_of(["1.234", "12,50"]) == (",", True)
    assert decimal_of(["1.234", "1,000.50"]) == (".", True)
    assert decimal_of(["1.234", "500"]) == (None, True)
    assert decimal_of(["12.50", "12,50", "1.234"]) == (None, True)
    assert decimal_of(["48000", "500"]) == (None, False)
    assert amount("1.234", ",").hundredths == 123400
    assert amount("1.234", ".").hundredths == 123


def test_a_bare_dollar_is_the_one_that_the_column_names():
    assert amount("$5", None, "CAD").currency == "CAD"
    assert amount("$5", None, "EUR").currency == "USD"


@given(st.integers(0, 10**14), st.sampled_from(".,"), st.data())
def test_whatever_is_written_is_read_as_the_same(hundredths: int, decimal: str, data: st.DataObject):
    group = data.draw(st.sampled_from(GROUPS[decimal]))
    around = data.draw(st.sampled_from(("{}", "{} €", "€{}", "EUR {}", "{} EUR")))
    whole, part = divmod(hundredths, 100)
    text = around.format(f"{whole:,}".replace(",", group) + f"{decimal}{part:02}")
    assert amount(text, decimal).hundredths == hundredths


@given(st.text(max_size=20))
def test_any_cell_is_an_amount_or_refused(cell: str):
    with suppress(Refused):
        assert amount(cell, ".").hundredths >= 0

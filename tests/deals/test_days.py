"""Dates in several orders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.deals.bringing.days import day, day_first_of
from webapp.deals.bringing.refusing import Refused

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1990, 1, 1), TODAY)
WAYS = {"%Y-%m-%d": None, "%d.%m.%Y": None, "%d/%m/%Y": True, "%m/%d/%Y": False, "%d-%m-%Y": True}


@pytest.mark.parametrize(
    ("cell", "day_first", "meant"),
    [
        ("2026-10-03", None, date(2026, 10, 3)),
        ("2026-10-03 14:22", None, date(2026, 10, 3)),
        ("2026-10-03T14:22:05.000Z", None, date(2026, 10, 3)),
        ("03.10.2026", None, date(2026, 10, 3)),
        ("3. 10. 2026", None, date(2026, 10, 3)),
        ("10/3/2026", False, date(2026, 10, 3)),
        ("10/3/26", False, date(2026, 10, 3)),
        ("3/10/2026", True, date(2026, 10, 3)),
        ("3/3/2026", None, date(2026, 3, 3)),
        ("10/3/2026, 2:22 PM", False, date(2026, 10, 3)),
    ],
)
def test_a_day_is_read(cell: str, day_first: bool | None, meant: date):
    assert day(cell, day_first, TODAY) == meant


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "no_day"),
        ("soon", "bad_day"),
        ("31.02.2026", "bad_day"),
        ("3/10/2026", "two_days"),
        ("2026-12-24", "to_come"),
        ("1899-12-31", "bad_day"),
    ],
)
def test_what_is_no_day_or_two_is_refused(cell: str, code: str):
    with pytest.raises(Refused) as refused:
        day(cell, None, TODAY)
    assert refused.value.why["code"] == code


def test_the_whole_column_says_what_comes_first():
    assert day_first_of(["3/4/2026", "13/4/2026"]) == (True, True)
    assert day_first_of(["3/4/2026", "4/13/2026"]) == (False, True)
    assert day_first_of(["3/4/2026", "5/6/2026"]) == (None, True)
    assert day_first_of(["13/4/2026", "4/13/2026"]) == (None, True)
    assert day_first_of(["3/4/2026", "13/13/2026"]) == (None, True)
    assert day_first_of(["3/3/2026", "2026-04-05", "1.2.2026"]) == (None, False)


def test_a_date_that_cannot_be_says_nothing_of_the_others():
    assert day_first_of(["45/3/2026", "3/4/2026", "4/25/2026"]) == (False, True)
    assert day_first_of(["0/13/2026", "13/4/2026"]) == (True, True)
    assert day_first_of(["31/2/2026", "4/25/2026"]) == (False, True)
    assert day_first_of(["14/13/2026", "3/3/2026"]) == (None, False)
    with pytest.raises(Refused) as refused:
        day("45/3/2026", False, TODAY)
    assert refused.value.why["code"] == "bad_day"


def test_a_date_that_cannot_be_is_told_as_wrong_where_nothing_was_asked():
    with pytest.raises(Refused) as refused:
        day("14/13/2026", None, TODAY)
    assert refused.value.why["code"] == "bad_day"


@given(DAYS, st.sampled_from(list(WAYS)))
def test_a_day_that_is_written_is_read_as_the_same(meant: date, way: str):
    assert day(meant.strftime(way), WAYS[way], TODAY) == meant


@given(st.lists(DAYS, min_size=1), st.booleans())
def test_a_column_is_never_taken_for_the_other_order(days: list[date], day_first: bool):
    cells = [one.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y") for one in days]
    assert day_first_of(cells)[0] in (None, day_first)

"""How many days somebody works between two dates: by sums made beforehand, equal to counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.core.clock import days
from webapp.people.rules import Calendar

dates = st.dates(date(2023, 11, 1), date(2027, 2, 28))
absence = st.tuples(dates, st.integers(0, 40)).map(lambda a: (a[0], a[0] + timedelta(days=a[1])))
calendars = st.builds(
    Calendar,
    country=st.sampled_from(["DE", "PT", "JP"]),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset()]),
    absences=st.frozensets(absence, max_size=6),
)


@given(calendars, dates, dates)
def test_it_is_what_counting_gives(calendar: Calendar, first: date, last: date):
    assert calendar.working_days(first, last) == sum(map(calendar.is_working, days(first, last)))


def test_two_absences_over_one_day_take_it_off_once():
    monday = date(2026, 11, 23)
    twice = frozenset({(monday, monday + timedelta(1)), (monday + timedelta(1), monday + timedelta(2))})
    assert Calendar("DE", absences=twice).working_days(monday, monday + timedelta(4)) == 2


def test_no_days_are_none():
    assert Calendar("DE").working_days(date(2026, 11, 24), date(2026, 11, 23)) == 0

"""Never at night, never on a day off, never more than two a day, wherever somebody is and whatever the clocks do."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.alerts.push import rules
from webapp.alerts.push.rules import APART, Place, Quiet, Sent, closing, learned, opening, place
from webapp.people.rules import Calendar

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Beirut",
    "UTC",
)
GERMANY = Calendar("DE")
BERLIN = "Europe/Berlin"
TUESDAY = date(2026, 11, 24)

moments = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
quiets = st.builds(
    Quiet,
    st.integers(rules.EARLIEST_FROM, rules.LATEST_FROM),
    st.integers(rules.EARLIEST_UNTIL, rules.LATEST_UNTIL),
)
absences = st.frozensets(
    st.builds(lambda first, more: (first, first + timedelta(more)), st.dates(date(2024, 1, 1)), st.integers(0, 9)),
    max_size=4,
)
calendars = st.builds(
    Calendar,
    st.sampled_from(["DE", "US", "JP", "AE"]),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset()]),
    absences=absences,
)
steps = st.lists(
    st.tuples(st.integers(0, 1200), st.none() | st.sampled_from(ZONES), st.none() | quiets), min_size=1, max_size=60
)
"""Minutes later somebody has something to say; perhaps in another zone by then, or with other quiet hours."""


def berlin(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(BERLIN))


def wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def is_awake(at: datetime, zone: str, quiet: Quiet) -> bool:
    there = wall(at, zone)
    minute = there.hour * 60 + there.minute
    return quiet.end <= minute < quiet.start


@settings(max_examples=200, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES), quiet=quiets, calendar=calendars, steps=steps)
def test_whatever_happens_nobody_is_woken_and_nobody_hears_more_than_two_a_day(
    now: datetime, zone: str, quiet: Quiet, calendar: Calendar, steps: list[tuple[int, str | None, Quiet | None]]
):
    sent: list[Sent] = []
    on_their_dates: Counter[date] = Counter()
    for minutes, moves_to, changes_to in steps:
        now, zone, quiet = now + timedelta(minutes=minutes), moves_to or zone, changes_to or quiet
        verdict = place(now, zone, quiet, calendar, sent)
        if not isinstance(verdict, Place):
            assert verdict is None or verdict > now
            continue
        there = wall(now, zone)
        assert is_awake(now, zone, quiet)
        assert 6 <= there.hour < 22
        assert calendar.is_working(there.date())
        sent.append(Sent(verdict.day, verdict.slot, now))
        on_their_dates[there.date()] += 1
    assert all(count <= 2 for count in on_their_dates.values())
    assert len({(one.day, one.slot) for one in sent}) == len(sent)
    assert all(third.at - first.at >= APART for first, third in zip(sent, sent[2:], strict=False))


@settings(max_examples=100, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES), quiet=quiets, calendar=calendars)
def test_what_must_wait_waits_for_an_hour_at_which_it_may_come(
    now: datetime, zone: str, quiet: Quiet, calendar: Calendar
):
    later = opening(now, zone, quiet, calendar)
    assert later is not None
    assert later >= now
    assert isinstance(place(later, zone, quiet, calendar, []), Place)


@settings(max_examples=100, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES), quiet=quiets, calendar=calendars, before=st.integers(1, 120))
def test_what_a_push_service_keeps_for_a_phone_is_gone_when_quiet_hours_begin(
    now: datetime, zone: str, quiet: Quiet, calendar: Calendar, before: int
):
    if isinstance(place(now, zone, quiet, calendar, []), Place):
        ends = closing(now, zone, quiet)
        assert now < ends
        assert is_awake(ends - timedelta(seconds=1), zone, quiet)
        assert not is_awake(ends, zone, quiet)


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_where_the_clocks_change_an_hour_comes_once(day: date):
    """A Sunday, on which somebody without a weekend works."""
    always = Calendar("DE", weekend=frozenset())
    assert opening(berlin(day, 0), BERLIN, Quiet(), always) == berlin(day, 7, 30)
    assert closing(berlin(day, 12), BERLIN, Quiet()) == berlin(day, 20)


def test_the_third_waits_for_the_next_day_and_the_fourth_with_it():
    sent = [Sent(TUESDAY, 1, berlin(TUESDAY, 9)), Sent(TUESDAY, 2, berlin(TUESDAY, 17))]
    assert place(berlin(TUESDAY, 18), BERLIN, Quiet(), GERMANY, sent) == berlin(TUESDAY + timedelta(1), 7, 30)


def test_after_two_on_a_friday_the_third_waits_for_monday():
    friday = TUESDAY + timedelta(3)
    sent = [Sent(friday, 1, berlin(friday, 9)), Sent(friday, 2, berlin(friday, 10))]
    assert place(berlin(friday, 18), BERLIN, Quiet(), GERMANY, sent) == berlin(friday + timedelta(3), 7, 30)


def test_who_flies_west_over_midnight_gets_no_third_for_the_day_that_comes_again():
    """It is Wednesday in Auckland, and Tuesday still in Honolulu."""
    now = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    wednesday = TUESDAY + timedelta(1)
    sent = [Sent(wednesday, n, now - timedelta(hours=13 - n)) for n in (1, 2)]
    waits = place(now, "Pacific/Honolulu", Quiet(), GERMANY, sent)
    assert isinstance(waits, datetime)
    assert wall(waits, "Pacific/Honolulu").date() > wednesday


def test_who_flies_east_into_tomorrow_gets_no_third_right_away():
    now = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    sent = [Sent(TUESDAY, n, now - timedelta(hours=3 - n)) for n in (1, 2)]
    assert place(now, "Asia/Tokyo", Quiet(), GERMANY, sent) == sent[0].at + APART


def test_a_whole_month_away_is_too_long_to_wait():
    away = Calendar("DE", absences=frozenset({(TUESDAY, TUESDAY + timedelta(60))}))
    assert place(berlin(TUESDAY, 12), BERLIN, Quiet(), away, []) is None


HALF_PAST_NINE = 9 * 60 + 30


def test_too_few_replies_teach_nothing():
    assert learned([8 * 60] * 4, HALF_PAST_NINE, Quiet()) == HALF_PAST_NINE


def test_the_hour_is_a_little_before_the_usual_one_and_one_late_evening_changes_nothing():
    assert learned([8 * 60, 8 * 60 + 10, 8 * 60 + 3, 23 * 60, 8 * 60 + 7], HALF_PAST_NINE, Quiet()) == 7 * 60 + 55


def test_who_replies_after_midnight_practises_late_and_not_early():
    assert learned([10, 23 * 60 + 50, 23 * 60, 40, 22 * 60], HALF_PAST_NINE, Quiet()) == 19 * 60


@settings(max_examples=200, deadline=None)
@given(hour=st.integers(450, 1140), latencies=st.lists(st.integers(0, 60), min_size=5, max_size=10), days=st.just(60))
def test_replies_that_follow_the_reminder_do_not_pull_it_along(hour: int, latencies: list[int], days: int):
    for _ in range(days):
        again = learned([hour + wait for wait in latencies], hour, Quiet())
        assert again == hour


@settings(max_examples=100, deadline=None)
@given(minutes=st.lists(st.integers(0, 1439), max_size=12), hour=st.integers(0, 1439), quiet=quiets)
def test_a_learned_hour_is_never_quiet(minutes: list[int], hour: int, quiet: Quiet):
    assert rules.is_waking(learned(minutes, rules.within(hour, quiet), quiet), quiet)

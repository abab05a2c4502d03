"""States, windows, scores and ranks."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from webapp.competitions.rules import (
    Hours,
    Measure,
    Moments,
    against,
    dates,
    following,
    in_suspense,
    instant,
    ranked,
    state,
    value,
    weeks_later,
    winners,
)
from webapp.core.clock import at_hour, local_day, midnight, zones

instants = st.integers(946_684_800, 2_200_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
maybe = st.none() | instants
CHANGING = ("Europe/Berlin", "Africa/Cairo", "Africa/Casablanca", "America/Los_Angeles", "Australia/Lord_Howe")
HOUR = timedelta(hours=1)
scores = st.dictionaries(st.integers(1, 9), st.none() | st.fractions(0, 5, max_denominator=6))


@given(at=instants, start=instants, length=st.integers(1, 10**7), published=maybe, open=st.booleans())
def test_a_published_one_is_scheduled_then_live_then_over(at, start, length, published, open):
    end = start + timedelta(seconds=length)
    found = state(Moments(start, end, published), voting_open=open, now=at)
    if published is None:
        assert found == "draft"
    elif at < start:
        assert found == "scheduled"
    elif at < end:
        assert found == "live"
    else:
        assert found == ("counting" if open else "final")


@given(at=instants, start=instants, published=instants, ended=instants)
def test_called_off_and_frozen_hold_at_any_hour(at, start, published, ended):
    whole = Moments(start, start + HOUR, published)
    assert state(whole._replace(cancelled_at=ended), voting_open=True, now=at) == "cancelled"
    assert state(whole._replace(frozen_at=ended), voting_open=True, now=at) == "final"


@given(start=instants, hours=st.integers(1, 24 * 60), zone=st.sampled_from(sorted(zones())))
def test_the_dates_of_a_window_run_from_its_first_to_its_last_moment(start, hours, zone):
    found = dates(start, start + hours * HOUR, zone)
    assert found[0] == local_day(start, zone)
    assert found[-1] == local_day(start + hours * HOUR - timedelta(microseconds=1), zone)
    assert all(later - day == timedelta(1) for day, later in pairwise(found))
    assert dates(start, start, zone) == []


def test_an_end_at_midnight_does_not_begin_another_date():
    start, end = (midnight(date(2026, 11, day), "Europe/Berlin") for day in (23, 28))
    assert dates(start, end, "Europe/Berlin") == [date(2026, 11, day) for day in range(23, 28)]


def test_a_week_later_is_at_the_same_hour_where_clocks_change():
    start = at_hour(date(2026, 10, 19), 9, "Europe/Berlin")
    assert start == datetime(2026, 10, 19, 7, tzinfo=UTC)
    assert weeks_later(start, "Europe/Berlin") == datetime(2026, 10, 26, 8, tzinfo=UTC)


def series(start: str, end: str, zone: str, weeks: int) -> list[tuple[str, ...]]:
    """A weekly one's hours week by week, as the clocks on the wall show them."""
    before, last = None, Hours(*(instant(datetime.fromisoformat(at), zone) for at in (start, end)))
    found = [last]
    for _ in range(weeks):
        before, last = last, following(last, before, zone)
        found.append(last)
    return [tuple(at.astimezone(ZoneInfo(zone)).strftime("%d %b %H:%M") for at in hours) for hours in found]


def test_an_hour_that_spring_skips_comes_back_the_week_after():
    assert series("2027-03-21T02:30", "2027-03-22T00:00", "Europe/Berlin", 3) == [
        ("21 Mar 02:30", "22 Mar 00:00"),
        ("28 Mar 03:30", "29 Mar 00:00"),
        ("04 Apr 02:30", "05 Apr 00:00"),
        ("11 Apr 02:30", "12 Apr 00:00"),
    ]
    found = series("2027-04-23T00:00", "2027-04-24T00:00", "Africa/Cairo", 3)
    assert [start[-5:] for start, _end in found] == ["00:00", "01:00", "00:00", "00:00"]


def test_a_week_in_which_spring_leaves_nothing_of_it_is_left_out():
    assert series("2027-03-21T02:10", "2027-03-21T03:05", "Europe/Berlin", 2) == [
        ("21 Mar 02:10", "21 Mar 03:05"),
        ("04 Apr 02:10", "04 Apr 03:05"),
        ("11 Apr 02:10", "11 Apr 03:05"),
    ]


def test_hours_that_somebody_changed_are_those_of_the_weeks_to_come():
    zone = "Europe/Berlin"
    first = Hours(at_hour(date(2027, 3, 1), 9, zone), at_hour(date(2027, 3, 1), 17, zone))
    changed = Hours(at_hour(date(2027, 3, 9), 10, zone), at_hour(date(2027, 3, 9), 17, zone))
    assert following(changed, first, zone).start == at_hour(date(2027, 3, 16), 10, zone)


@given(start=instants, hours=st.integers(1, 7 * 24 - 2), zone=st.sampled_from(CHANGING), weeks=st.integers(1, 9))
def test_a_weekly_one_never_ends_before_it_starts_nor_begins_before_the_last_has_ended(start, hours, zone, weeks):
    before, last = None, Hours(start, start + hours * HOUR)
    for _ in range(weeks):
        before, last = last, following(last, before, zone)
        assert before.end <= last.start < last.end


def test_a_persons_points_stay_whole_and_a_teams_are_shared_out():
    assert value("points", "people", Measure(30, 4)) == 30
    assert value("points", "teams", Measure(30, 4)) == Fraction(15, 2)
    assert value("quality", "people", Measure(30, 4)) == Fraction(15, 2)
    assert value("participation", "people", Measure(5, 4)) == 1
    assert value("streak_days", "people", Measure(5, 1)) == 5
    assert value("streak_days", "teams", Measure(5, 3)) == Fraction(5, 3)
    assert value("points", "teams", Measure(0, 0)) == 0


def test_against_oneself_is_a_ratio_and_nothing_where_there_was_nothing():
    assert against(Measure(30, 2), Measure(100, 20)) == 3
    assert against(Measure(30, 2), Measure(0, 20)) is None
    assert against(Measure(30, 2), Measure(100, 0)) is None


@given(found=scores, small=st.sets(st.integers(1, 9)))
def test_a_rank_is_one_more_than_there_are_better_ones(found, small):
    sizes = {key: 1 if key in small else 3 for key in found}
    placed = ranked(found, sizes, 3)
    fit = {key: score for key, score in found.items() if score is not None and key not in small}
    assert {one.id for one in placed} == found.keys()
    for one in placed:
        better = sum(score > fit[one.id] for score in fit.values()) if one.id in fit else None
        assert one.rank == (None if better is None else better + 1)
    order = [one.rank for one in placed]
    assert order == sorted(order, key=lambda rank: (rank is None, rank or 0))


def test_nobody_wins_with_nothing_and_those_level_win_together():
    assert winners(ranked({1: Fraction(0), 2: Fraction(0)}, {1: 3, 2: 3}, 0)) == []
    assert winners(ranked({1: Fraction(2), 2: Fraction(2), 3: Fraction(1)}, {}, 0)) == [1, 2]


def test_the_last_hour_is_the_hour_before_the_end():
    end = datetime(2026, 11, 27, 17, tzinfo=UTC)
    assert [in_suspense(end, at) for at in (end - 2 * HOUR, end - HOUR, end - HOUR / 2, end)] == [0, 1, 1, 0]

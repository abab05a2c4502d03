"""A reply that arrives late keeps its own day in a streak, at most twice in thirty days."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.streaks.histories import FAR_APART
from webapp.answers.rules import Sent, accepted_since, day_for, is_late, open_since, streak_day, window, zone_at
from webapp.core import clock
from webapp.core.clock import at_hour, local_day
from webapp.people.rules import Calendar, ZoneSince

MONDAY = date(2026, 11, 2)
BERLIN = [ZoneSince(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Berlin")]
AN_HOUR, THIRTY_DAYS = timedelta(hours=1), timedelta(days=30)


def berlin(day: date, hour: int) -> datetime:
    return at_hour(day, hour, "Europe/Berlin")


def sent(day: date, arrived: datetime) -> Sent:
    """Written at ten, Berlin time."""
    return Sent(day, berlin(day, 10), arrived)


def late(n: int) -> Sent:
    """Of the n-th day, arrived at noon the day after."""
    day = MONDAY + timedelta(n)
    return sent(day, berlin(day + timedelta(1), 12))


def counted(replies: list[Sent], zones: list[ZoneSince] = BERLIN) -> list[date]:
    """What each reply counts for, one after another as they arrive."""
    kept: list[Sent] = []
    days = []
    for reply in replies:
        days.append(streak_day(reply, kept, zones))
        if days[-1] == reply.day:
            kept.append(reply)
    return days


@settings(deadline=None)
@given(
    st.integers(0, 500_000).map(lambda minutes: berlin(MONDAY, 0) + timedelta(minutes=minutes)),
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Pacific/Auckland", "UTC"]),
    st.frozensets(st.integers(0, 6), max_size=5),
    st.floats(0, 1),
)
def test_no_reply_comes_in_for_a_date_before_the_earliest_one(
    now: datetime, zone: str, weekend: frozenset[int], share: float
):
    calendar = Calendar("DE", weekend=weekend)
    earliest, since = open_since(now, calendar, zone), accepted_since(now, calendar, zone)
    around = clock.days(earliest - timedelta(4), local_day(now, zone))
    for written in (since, since + share * (now - since), now):
        day = day_for(around, written, zone)
        assert day is not None
        assert day >= earliest
    assert day_for(around, since, zone) == earliest


def test_two_late_replies_keep_their_day_and_the_third_counts_on_arrival():
    replies = [late(0), late(1), late(2)]
    assert counted(replies) == [MONDAY, MONDAY + timedelta(1), MONDAY + timedelta(3)]


def test_thirty_days_after_the_first_another_one_keeps_its_day():
    replies = [late(0), late(1), late(29), late(30), late(31), late(32)]
    kept = [day == reply.day for day, reply in zip(counted(replies), replies, strict=True)]
    assert kept == [True, True, False, True, True, False]


def test_what_counted_on_arrival_uses_up_nothing():
    replies = [late(0), late(1), *(late(n) for n in range(2, 20)), late(30)]
    assert counted(replies)[-1] == replies[-1].day


def test_until_three_in_the_morning_nothing_is_late():
    ends = berlin(MONDAY + timedelta(1), 3)
    assert not is_late(sent(MONDAY, ends - timedelta(microseconds=1)), BERLIN)
    assert is_late(sent(MONDAY, ends), BERLIN)


def test_who_flew_west_is_not_late_while_it_is_still_that_day_there():
    landed = berlin(MONDAY, 20)
    zones = [*BERLIN, ZoneSince(landed, "America/Los_Angeles")]
    that_evening = at_hour(MONDAY, 20, "America/Los_Angeles")
    assert that_evening > window(MONDAY, "Europe/Berlin")[1]
    assert not is_late(sent(MONDAY, that_evening), zones)


def test_who_flew_east_is_not_late_while_it_is_still_that_day_where_it_was_written():
    landed = berlin(MONDAY, 12)
    zones = [*BERLIN, ZoneSince(landed, "Pacific/Auckland")]
    assert window(MONDAY, "Pacific/Auckland")[1] < berlin(MONDAY, 22)
    assert not is_late(sent(MONDAY, berlin(MONDAY, 22)), zones)


class Arrivals(NamedTuple):
    replies: list[Sent]
    zones: list[ZoneSince]


@st.composite
def arrivals(draw: st.DrawFn) -> Arrivals:
    """Half a year around both clock changes: replies written each on its day, some of which come late; travellers."""
    start = datetime(2026, 2, 1, tzinfo=UTC)
    moves = sorted(draw(st.lists(st.integers(1, 300 * 24), max_size=4, unique=True)))
    zones = [ZoneSince(start + hours * AN_HOUR, draw(st.sampled_from(FAR_APART))) for hours in (0, *moves)]
    replies = []
    for offset in draw(st.lists(st.integers(1, 290), max_size=25, unique=True)):
        written = start + timedelta(days=offset, hours=draw(st.integers(0, 23)))
        day = local_day(written, zone_at(zones, written))
        delay = draw(st.sampled_from([0, 1, 30, 50, 100])) * AN_HOUR
        replies.append(Sent(day, written, written + delay))
    return Arrivals(sorted(replies, key=lambda reply: reply.received_at), zones)


@given(arrivals())
def test_never_more_than_two_are_saved_in_any_thirty_days(any_time: Arrivals):
    days = counted(*any_time)
    late_ones = [(day, r) for day, r in zip(days, any_time.replies, strict=True) if is_late(r, any_time.zones)]
    saved = [reply.received_at for day, reply in late_ones if day == reply.day]
    for at in saved:
        assert sum(at <= other < at + THIRTY_DAYS for other in saved) <= 2


@given(arrivals())
def test_one_is_only_refused_its_day_after_two_that_were_saved(any_time: Arrivals):
    days = counted(*any_time)
    known = list(zip(days, any_time.replies, strict=True))
    for day, reply in known:
        if day != reply.day:
            before = [r for d, r in known if d == r.day and is_late(r, any_time.zones)]
            assert sum(reply.received_at - THIRTY_DAYS < r.received_at <= reply.received_at for r in before) >= 2


@given(arrivals())
def test_a_reply_that_is_on_time_is_never_touched(any_time: Arrivals):
    for day, reply in zip(counted(*any_time), any_time.replies, strict=True):
        where = zone_at(any_time.zones, reply.written_at)
        if day_for([reply.day], reply.received_at, where) is not None:
            assert day == reply.day


@given(arrivals())
def test_a_late_reply_counts_on_its_day_or_on_the_wall_calendar_of_its_arrival(any_time: Arrivals):
    for day, reply in zip(counted(*any_time), any_time.replies, strict=True):
        arrival = local_day(reply.received_at, zone_at(any_time.zones, reply.received_at))
        assert day == reply.day or reply.day < day == arrival

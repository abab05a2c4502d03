"""Histories for Hypothesis: any zone there is, travellers, holidays, absences, weekends of all kinds."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from webapp.core import clock
from webapp.people.rules import Calendar, ZoneSince
from webapp.streaks.rules import History

FIRST = date(2009, 6, 1)
SAMOA = date(2011, 12, 5)
"""Samoa, and its people, skipped the 30th."""
SPAN = 50

FAR_APART = [
    "Etc/GMT+12",
    "Pacific/Honolulu",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Tokyo",
    "Pacific/Apia",
    "Pacific/Kiritimati",
]

zone_names = st.sampled_from(sorted(clock.zones())) | st.sampled_from(FAR_APART)


@st.composite
def zone_histories(draw: st.DrawFn, joined: date) -> list[ZoneSince]:
    """Up to six zones, changed on the quarter of an hour."""
    quarters = draw(st.lists(st.integers(0, SPAN * 96), max_size=5, unique=True))
    start = datetime(joined.year, joined.month, joined.day, tzinfo=UTC)
    since = [start, *(start + timedelta(minutes=15 * q + 15) for q in sorted(quarters))]
    return [ZoneSince(at, draw(zone_names)) for at in since]


@st.composite
def calendars(draw: st.DrawFn, joined: date) -> Calendar:
    offsets = st.tuples(st.integers(0, SPAN), st.integers(0, 6))
    absences = draw(st.lists(offsets, max_size=3))
    return Calendar(
        country=draw(st.sampled_from(["DE", "US", "JP", "AE", "BR"])),
        weekend=draw(st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6}), frozenset()])),
        absences=frozenset((joined + timedelta(a), joined + timedelta(a + n)) for a, n in absences),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[History, date]:
    """A history and a today."""
    joined = draw(st.just(SAMOA) | st.dates(FIRST, date(2028, 1, 1)))
    today = joined + timedelta(draw(st.just(SPAN) | st.integers(0, SPAN)))
    silent = draw(st.sets(st.integers(0, SPAN), max_size=draw(st.sampled_from([0, 3, 9, SPAN]))))
    replies = [joined + timedelta(n) for n in range((today - joined).days + 1) if n not in silent]
    earned = draw(st.lists(st.integers(0, SPAN), max_size=2))
    return History(
        replies,
        draw(calendars(joined)),
        draw(zone_histories(joined)),
        [joined + timedelta(n) for n in earned],
        joined,
    ), today

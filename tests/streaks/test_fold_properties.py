"""What holds for every streak, whatever the zones, the calendar and the history."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.streaks import oracle
from tests.streaks.histories import histories
from webapp.core import clock
from webapp.people.rules import Calendar, ZoneSince, hours_of
from webapp.streaks.rules import History, fold


def on(history: History, day: date) -> History:
    """The history with one more reply."""
    return history._replace(reply_days=[*history.reply_days, day])


@settings(max_examples=300, deadline=None)
@given(histories())
def test_a_slow_oracle_agrees(given_history):
    history, today = given_history
    streak = fold(*history, today=today)
    assert (streak.current, streak.longest, streak.freezes) == oracle.streak(*history, today=today)


@settings(max_examples=300, deadline=None)
@given(histories())
def test_replying_every_required_day_never_breaks(given_history):
    history, today = given_history
    required = [
        day
        for day in clock.days(history.joined, today)
        if history.calendar.is_working(day) and hours_of(day, history.zones) >= 12
    ]
    streak = fold(*history._replace(reply_days=required, earn_backs=[]), today=today)
    assert streak.current == streak.longest == len(required)
    assert streak.safe


@settings(max_examples=200, deadline=None)
@given(histories())
def test_looking_in_every_hour_never_breaks_wherever_one_flies(given_history):
    history, today = given_history
    start = clock.midnight(history.joined, history.zones[0].zone)
    hours = [start + timedelta(hours=n) for n in range(24 * (today - history.joined).days + 1)]
    lived = {oracle.lived_day(at, history.zones) for at in hours}
    streak = fold(*history._replace(reply_days=lived, earn_backs=[]), today=oracle.lived_day(hours[-1], history.zones))
    assert not {"missed", "frozen"} & set(streak.days.values())


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(given_history, chance: random.Random):
    history, today = given_history
    parts = [list(part) for part in (history.reply_days, history.zones, history.earn_backs)]
    for part in parts:
        chance.shuffle(part)
    shuffled = history._replace(reply_days=parts[0] + parts[0][:3], zones=parts[1], earn_backs=parts[2] + parts[2][:1])
    assert fold(*shuffled, today=today) == fold(*history, today=today)


@given(histories())
def test_freezes_stay_within_two_and_streaks_within_what_was_replied(given_history):
    history, today = given_history
    streak = fold(*history, today=today)
    assert 0 <= streak.freezes <= 2
    assert 0 <= streak.current <= streak.longest <= len(set(history.reply_days))
    assert list(streak.days.values()).count("done") >= streak.longest


@given(histories(), st.integers(0, 50))
def test_one_reply_more_never_shortens_a_streak_on_any_later_day(given_history, n):
    history, today = given_history
    day = history.joined + timedelta(n % ((today - history.joined).days + 1))
    for later in clock.days(day, today):
        asked = history._replace(reply_days=[d for d in history.reply_days if d <= later])
        without, with_it = fold(*asked, today=later), fold(*on(asked, day), today=later)
        assert with_it.current >= without.current
        assert with_it.longest >= without.longest
        assert with_it.freezes >= without.freezes


@given(histories())
def test_an_absence_around_a_missed_day_never_makes_it_worse(given_history):
    history, today = given_history
    streak = fold(*history, today=today)
    for missed in [day for day, state in streak.days.items() if state in ("missed", "frozen")]:
        calendar = replace(history.calendar, absences=history.calendar.absences | {(missed, missed)})
        away = fold(*history._replace(calendar=calendar), today=today)
        assert away.current >= streak.current
        assert away.longest >= streak.longest
        assert away.freezes >= streak.freezes


@given(histories())
def test_an_earn_back_never_makes_it_worse(given_history):
    history, today = given_history
    streak = fold(*history, today=today)
    for missed in [day for day, state in streak.days.items() if state == "missed"]:
        back = fold(*history._replace(earn_backs=[*history.earn_backs, missed]), today=today)
        assert back.current >= streak.current
        assert back.days[missed] == "frozen"


@given(histories())
def test_a_day_that_passes_silently_never_lengthens_a_streak(given_history):
    history, today = given_history
    assert fold(*history, today=today + timedelta(1)).current <= fold(*history, today=today).current


def test_both_clock_changes_of_every_zone_cost_nobody_a_day():
    """A whole year of replies in each of the zones there are, all clock changes included."""
    every_day = Calendar("DE", weekend=frozenset())
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    for zone in sorted(clock.zones()):
        zones = [ZoneSince(datetime(2025, 12, 1, tzinfo=UTC), zone)]
        noons = [clock.at_hour(day, 12, zone) for day in clock.days(first, last)]
        replies = [clock.local_day(noon, zone) for noon in noons]
        streak = fold(replies, every_day, zones, [], first, last)
        assert (streak.current, zone) == (sum(map(every_day.is_working, replies)), zone)
        assert not fold(replies[:-3], every_day, zones, [], first, last).safe, zone

"""Sentences about single streaks. November 2026: Monday the 2nd, Germany, nobody is away."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from webapp.people.rules import Calendar, ZoneSince
from webapp.streaks.rules import Streak, fold

BERLIN = [ZoneSince(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Berlin")]
GERMANY = Calendar("DE")


def nov(*days: int) -> list[date]:
    return [date(2026, 11, d) for d in days]


def streak(
    replies: Iterable[date],
    today: int,
    *,
    calendar: Calendar = GERMANY,
    zones: list[ZoneSince] = BERLIN,
    earn_backs: Iterable[date] = (),
) -> Streak:
    return fold(replies, calendar, zones, earn_backs, date(2026, 11, 2), date(2026, 11, today))


def test_somebody_new_has_no_streak_and_nothing_to_fear():
    new = streak([], 2)
    assert (new.current, new.longest, new.freezes, new.safe) == (0, 0, 0, False)


def test_each_replied_working_day_counts():
    assert streak(nov(2, 3, 4), 4).current == 3


def test_today_not_yet_answered_does_not_break():
    waiting = streak(nov(2, 3), 4)
    assert (waiting.current, waiting.safe, waiting.days[date(2026, 11, 4)]) == (2, False, "today")


def test_todays_reply_makes_the_streak_safe():
    assert streak(nov(2, 3, 4), 4).safe


def test_a_missed_day_breaks_a_streak_without_a_freeze():
    broken = streak(nov(2, 3), 5)
    assert (broken.current, broken.longest, broken.days[date(2026, 11, 4)]) == (0, 2, "missed")


def test_a_weekend_neither_counts_nor_breaks():
    over = streak(nov(5, 6, 9), 9)
    assert over.current == 3
    assert over.days[date(2026, 11, 7)] == "off"


def test_a_reply_on_a_day_off_leaves_the_streak_alone():
    assert streak(nov(5, 6, 7, 8), 8) == streak(nov(5, 6), 8)
    assert streak(nov(5, 6, 7, 8), 8).safe


def test_a_holiday_neither_counts_nor_breaks():
    bavaria = Calendar("DE", "BY")
    christmas = fold(
        [date(2026, 12, 24), date(2026, 12, 28)], bavaria, BERLIN, [], date(2026, 12, 24), date(2026, 12, 28)
    )
    assert (christmas.current, christmas.days[date(2026, 12, 25)]) == (2, "off")


def test_an_absence_neither_counts_nor_breaks():
    away = Calendar("DE", absences=frozenset({(date(2026, 11, 4), date(2026, 11, 5))}))
    assert streak(nov(2, 3, 6), 6, calendar=away).current == 3
    assert streak(nov(2, 3, 4, 5, 6), 6, calendar=away).current == 3


def test_five_counted_days_in_a_row_earn_one_freeze():
    assert streak(nov(2, 3, 4, 5), 5).freezes == 0
    assert streak(nov(2, 3, 4, 5, 6), 6).freezes == 1


def test_two_freezes_are_held_at_most():
    assert streak(nov(*range(2, 28)), 27).freezes == 2


def test_a_freeze_is_spent_by_itself_on_a_missed_day():
    frozen = streak(nov(2, 3, 4, 5, 6, 10), 10)
    assert (frozen.current, frozen.freezes, frozen.days[date(2026, 11, 9)]) == (6, 0, "frozen")


def test_a_freeze_is_not_spent_while_today_can_still_be_answered():
    assert streak(nov(2, 3, 4, 5, 6), 9).freezes == 1


def test_a_frozen_day_does_not_count_towards_the_next_freeze():
    assert streak(nov(2, 3, 4, 5, 6, 10, 11, 12, 13), 13).freezes == 0
    assert streak(nov(2, 3, 4, 5, 6, 10, 11, 12, 13, 16), 16).freezes == 1


def test_days_beyond_two_full_freezes_save_nothing():
    assert streak(nov(*range(2, 24)), 25).freezes == 1


def test_the_second_missed_day_breaks_when_one_freeze_was_held():
    assert streak(nov(2, 3, 4, 5, 6, 11), 11).current == 1


def test_a_break_takes_the_days_saved_towards_a_freeze():
    assert streak(nov(2, 3, 4, 6, 9), 9).freezes == 0


def test_an_earn_back_turns_the_missed_day_into_a_frozen_one():
    back = streak(nov(2, 3, 5), 5, earn_backs=nov(4))
    assert (back.current, back.days[date(2026, 11, 4)]) == (3, "frozen")


def test_an_earn_back_spends_no_freeze():
    assert streak(nov(2, 3, 4, 5, 6, 10), 10, earn_backs=nov(9)).freezes == 1


def test_days_before_joining_break_nothing():
    early = streak(nov(2), 2)
    assert early.days[date(2026, 10, 30)] == "before"
    assert "missed" not in early.days.values()


def test_six_weeks_of_days_are_always_there():
    assert min(streak([], 2).days) == date(2026, 9, 22)


def test_a_traveller_whose_day_had_under_twelve_hours_need_not_reply():
    # At 10:00 in Berlin on Wednesday the 4th they land where it is Wednesday 23:00.
    east = [*BERLIN, ZoneSince(datetime(2026, 11, 4, 9, tzinfo=UTC), "Pacific/Kiritimati")]
    flown = streak(nov(2, 3, 5), 5, zones=east)
    assert (flown.current, flown.days[date(2026, 11, 4)]) == (3, "off")


def test_a_traveller_who_replied_on_a_short_day_keeps_it():
    east = [*BERLIN, ZoneSince(datetime(2026, 11, 4, 9, tzinfo=UTC), "Pacific/Kiritimati")]
    assert streak(nov(2, 3, 4, 5), 5, zones=east).current == 4


def test_a_traveller_with_time_enough_must_reply():
    east = [*BERLIN, ZoneSince(datetime(2026, 11, 4, 20, tzinfo=UTC), "Asia/Tokyo")]
    assert streak(nov(2, 3, 5), 5, zones=east).current == 1


def test_a_reply_given_beyond_the_date_line_is_not_lost_on_the_way_back():
    west = [
        ZoneSince(datetime(2026, 1, 1, tzinfo=UTC), "Pacific/Auckland"),
        ZoneSince(datetime(2026, 11, 4, 0, tzinfo=UTC), "Pacific/Honolulu"),
    ]
    again = streak(nov(2, 3, 4), 3, zones=west)
    assert (again.current, again.safe) == (3, True)


def test_samoas_missing_day_asks_nothing_of_anybody():
    apia = [ZoneSince(datetime(2011, 1, 1, tzinfo=UTC), "Pacific/Apia")]
    over = fold(
        [date(2011, 12, 29), date(2011, 12, 31)],
        Calendar("WS", weekend=frozenset()),
        apia,
        [],
        date(2011, 12, 29),
        date(2011, 12, 31),
    )
    assert (over.current, over.days[date(2011, 12, 30)]) == (2, "off")


def test_twelve_hours_are_enough_to_be_asked():
    # Wednesday the 4th until 10:00 in Berlin, then from 22:00 in Auckland.
    east = [*BERLIN, ZoneSince(datetime(2026, 11, 4, 9, tzinfo=UTC), "Pacific/Auckland")]
    assert streak(nov(2, 3, 5), 5, zones=east).current == 1


def test_a_day_that_was_short_because_of_a_flight_after_midnight_is_not_required():
    # Thursday the 5th until 00:30 in Berlin, then from 13:30 on Kiritimati.
    east = [*BERLIN, ZoneSince(datetime(2026, 11, 4, 23, 30, tzinfo=UTC), "Pacific/Kiritimati")]
    assert streak(nov(2, 3, 4, 6), 6, zones=east).current == 4

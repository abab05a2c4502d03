"""When a lost streak can be earned back. November 2026: Monday the 2nd, Wednesday the 18th no holiday."""

from datetime import date

from tests.streaks.test_fold import BERLIN, GERMANY, nov
from webapp.streaks.earn_back import LostStreak, lost_streak
from webapp.streaks.rules import History


def lost(replies: list[date], today: int, earn_backs: list[date] | None = None) -> LostStreak | None:
    history = History(replies, GERMANY, BERLIN, earn_backs or [], date(2026, 11, 2))
    return lost_streak(history, date(2026, 11, today))


def test_a_missed_day_can_be_earned_back_within_two_working_days():
    offer = LostStreak(date(2026, 11, 4), date(2026, 11, 6))
    assert lost(nov(2, 3), 5) == offer
    assert lost(nov(2, 3, 5), 6) == offer
    assert lost(nov(2, 3, 5, 6), 9) is None


def test_a_weekend_is_no_working_day_of_the_two():
    assert lost(nov(2, 3, 4, 5), 7) == LostStreak(date(2026, 11, 6), date(2026, 11, 10))


def test_nothing_is_offered_while_the_day_can_be_answered():
    assert lost(nov(2, 3), 4) is None


def test_nothing_is_offered_where_a_freeze_held():
    assert lost(nov(2, 3, 4, 5, 6), 10) is None


def test_nothing_is_offered_for_a_streak_lost_a_day_before_the_last_missed_one():
    assert lost(nov(2, 3), 6) is None


def test_nothing_is_offered_to_somebody_who_never_had_a_streak():
    assert lost([], 4) is None


def test_a_streak_is_earned_back_once_in_thirty_days():
    assert lost(nov(2, 3), 5, [date(2026, 10, 6)]) is None
    assert lost(nov(2, 3), 5, [date(2026, 10, 5)]) is not None

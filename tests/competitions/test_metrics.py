"""The four measures, each beside the same computed by hand from what was written."""

from datetime import timedelta
from fractions import Fraction

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import MONDAY, SATURDAY, a_competition, a_draft, full_teams, ranks, scores
from webapp.competitions.board import board_of, rehearsed, shown, state_of
from webapp.core.work import work
from webapp.people.actions import deactivate, enter_absence, move
from webapp.points.actions import award_for_answer
from webapp.voting.actions import close_due

YESTERDAY, TOMORROW = NOON - timedelta(days=1), NOON + timedelta(days=1)
A_DAY = timedelta(days=1)


def test_points_are_the_ledgers_inside_the_window(app: Flask, cast: Cast):
    with work():
        contest = a_competition(
            cast.mara, [cast.ana.id, cast.ben.id, cast.cleo.id], starts_at=NOON - timedelta(hours=1)
        )
        a_reply(cast.ana, YESTERDAY)
        reply = a_reply(cast.ana, NOON)
        a_vote(cast.ben, reply, 2, 2, NOON)
        a_reply(cast.cleo, SATURDAY)
    assert scores(contest, SATURDAY + A_DAY) == {"Ana": 23, "Ben": 1, "Cleo": 0}


def test_a_reply_on_a_day_off_brings_points_but_no_place(app: Flask, cast: Cast):
    saturday = SATURDAY + timedelta(hours=12)
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], ends_at=SATURDAY + 2 * A_DAY)
        a_reply(cast.ana, saturday)
    assert scores(contest, saturday) == {"Ana": 0, "Ben": 0}


def test_those_who_are_level_share_a_place(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id, cast.cleo.id])
        a_reply(cast.ana, NOON)
        a_reply(cast.cleo, NOON)
    assert ranks(contest, NOON) == {"Ana": 1, "Cleo": 1, "Ben": 3}


def test_a_teams_points_are_divided_by_the_days_its_members_were_at_work(app: Flask, cast: Cast):
    with work():
        full_teams(cast)
        enter_absence(cast.ben, TUESDAY, TUESDAY, cast.mara, now=YESTERDAY)
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
        a_reply(cast.ana, NOON)
        a_reply(cast.cleo, NOON)
    assert scores(contest, NOON) == {"Reds": Fraction(10, 5), "Blues": Fraction(10, 6)}


def test_an_absence_entered_after_its_day_began_changes_nothing(app: Flask, cast: Cast):
    with work():
        full_teams(cast)
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
        a_reply(cast.ana, NOON)
        before = scores(contest, TOMORROW)
        enter_absence(cast.ben, TUESDAY - A_DAY, TUESDAY, cast.mara, now=NOON)
        assert scores(contest, TOMORROW) == before
        enter_absence(cast.ben, TUESDAY, TUESDAY + A_DAY, cast.mara, now=NOON)
    assert scores(contest, TOMORROW)["Reds"] == Fraction(10, 8), "but the day to come does"


def test_a_team_of_two_is_shown_without_a_rank(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
        a_reply(cast.ana, NOON)
    assert ranks(contest, NOON) == {"Reds": None, "Blues": None}
    assert scores(contest, NOON)["Reds"] == Fraction(10, 4)


def test_who_moves_takes_neither_points_nor_days_along(app: Flask, cast: Cast):
    with work():
        full_teams(cast)
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
        a_reply(cast.ana, YESTERDAY)
        move(cast.ana, role="rep", team_id=cast.blues.id, cohort_id=cast.autumn.id, by=cast.ada, now=YESTERDAY)
        a_reply(cast.ana, NOON)
    assert scores(contest, NOON) == {"Reds": Fraction(10, 5), "Blues": Fraction(10, 7)}


def test_a_team_that_everybody_left_keeps_what_it_earned(app: Flask, cast: Cast):
    with work():
        reps = [cast.ana, cast.ben, full_teams(cast)[0]]
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
        a_reply(cast.ana, YESTERDAY)
        for rep in reps:
            deactivate(rep, cast.ada, now=YESTERDAY)
    assert scores(contest, SATURDAY)["Reds"] == Fraction(10, 3)


def test_quality_is_the_mean_of_what_judged_replies_were_paid(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="quality")
        first, second = a_reply(cast.ana, YESTERDAY), a_reply(cast.ana, NOON)
        a_vote(cast.ben, first, 2, 2, NOON)
        assert scores(contest, NOON) == {"Ana": 13, "Ben": 0}
        a_vote(cast.ben, second, 0, 0, NOON)
    assert scores(contest, NOON) == {"Ana": Fraction(13 + 8, 2), "Ben": 0}


def test_a_reply_whose_points_were_taken_back_is_worth_nothing_and_still_counts(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="quality")
        first, second = a_reply(cast.ana, YESTERDAY), a_reply(cast.ana, NOON)
        for reply in (first, second):
            a_vote(cast.ben, reply, 2, 2, NOON)
        award_for_answer(second, -23, "moderation", f"answer:{second.id}:m1", now=NOON)
    assert scores(contest, NOON)["Ana"] == Fraction(13, 2)


def test_a_quality_competition_counts_until_voting_has_closed(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="quality", ends_at=NOON + A_DAY / 24)
        reply, unjudged = a_reply(cast.ana, NOON), a_reply(cast.ben, NOON)
    after = NOON + A_DAY / 12
    assert state_of(contest, after) == "counting"
    with work():
        a_vote(cast.cleo, reply, 2, 2, after)
    assert scores(contest, after)["Ana"] == 13
    with work():
        close_due(now=max(reply.closes_at, unjudged.closes_at))
    over = board_of(contest, NOON + 4 * A_DAY)
    assert over.state == "final"
    assert {row.name: row.score for row in over.rows} == {"Ana": 13, "Ben": 10}, "nobody judged Ben's: ten"


def test_replies_of_another_time_keep_no_quality_competition_open(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ana, YESTERDAY)
        contest = a_competition(
            cast.mara, [cast.ana.id, cast.ben.id], metric="quality", starts_at=NOON, ends_at=NOON + A_DAY / 24
        )
    assert state_of(contest, NOON + A_DAY / 24) == "final"


def test_participation_is_replies_over_working_days(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="participation")
        a_reply(cast.ana, YESTERDAY)
        a_reply(cast.ana, NOON)
        a_reply(cast.ben, NOON)
    assert scores(contest, NOON) == {"Ana": 1, "Ben": Fraction(1, 2)}
    assert scores(contest, SATURDAY) == {"Ana": Fraction(2, 5), "Ben": Fraction(1, 5)}


def test_streak_days_are_the_longest_run_inside_the_window(app: Flask, cast: Cast):
    with work():
        for n in (-5, -4, -1, 0, 2):
            a_reply(cast.ana, NOON + n * A_DAY)
        for n in (0, 2):
            a_reply(cast.ben, NOON + n * A_DAY)
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="streak_days", now=NOON)
    assert scores(contest, NOON) == {"Ana": 2, "Ben": 1}
    assert scores(contest, SATURDAY) == {"Ana": 2, "Ben": 1}


def test_a_weekend_breaks_no_run(app: Flask, cast: Cast):
    with work():
        for n in (2, 3, 6, 7):
            a_reply(cast.ana, NOON + n * A_DAY)
        contest = a_competition(
            cast.mara, [cast.ana.id, cast.ben.id], metric="streak_days", ends_at=MONDAY + 14 * A_DAY
        )
    assert scores(contest, NOON + 8 * A_DAY)["Ana"] == 4


def test_a_teams_streak_is_the_mean_run_of_those_at_work(app: Flask, cast: Cast):
    with work():
        full_teams(cast)
        for n in (-1, 0):
            a_reply(cast.ana, NOON + n * A_DAY)
        contest = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams", metric="streak_days")
    assert scores(contest, NOON) == {"Reds": Fraction(2, 3), "Blues": 0}


def test_against_their_own_four_weeks_the_steady_ones_stand_at_one(app: Flask, cast: Cast):
    with work():
        for n in range(-5, 1):
            if (TUESDAY + n * A_DAY).weekday() < 5:
                a_reply(cast.ana, NOON + n * A_DAY)
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], against_baseline=True)
    found = scores(contest, NOON)
    assert found["Ana"] == Fraction(20, 2) / Fraction(20, 20), "two replies in twenty working days before"
    assert found["Ben"] is None
    assert ranks(contest, NOON) == {"Ana": 1, "Ben": None}


def test_a_rehearsal_shows_the_last_four_weeks(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ana, YESTERDAY)
        trial = a_draft(cast.mara, [cast.ana.id, cast.ben.id], starts_at=TOMORROW, ends_at=TOMORROW + A_DAY)
    assert {row.name: row.score for row in rehearsed(trial, NOON)} == {"Ana": 10, "Ben": 0}
    assert [row.rank for row in board_of(trial, NOON).rows] == [None, None]


@pytest.mark.parametrize("how", ["voted", "closed", "voted before"])
def test_a_kept_place_of_quality_waits_for_what_is_judged_in_the_last_hour(app: Flask, cast: Cast, how: str):
    end = NOON + timedelta(hours=3)
    with work():
        both = [cast.ana.id, cast.cleo.id]
        contest = a_competition(
            cast.mara, both, metric="quality", suspense=True, starts_at=YESTERDAY - A_DAY, ends_at=end
        )
        a_vote(cast.dev, a_reply(cast.ana, YESTERDAY), 2, 2, YESTERDAY)
        a_vote(cast.dev, a_reply(cast.cleo, YESTERDAY), 2, 1, YESTERDAY)
        late = a_reply(cast.ana, NOON)
        if how == "voted before":
            a_vote(cast.dev, late, 0, 0, NOON)
    kept = [(row.rank, row.name, row.score) for row in shown(contest, end - timedelta(minutes=59)).rows]
    with work():
        if how == "closed":
            close_due(now=end + 3 * A_DAY, answer_ids=[late.id])
        else:
            a_vote(cast.ben, late, 0, 0, end - timedelta(minutes=30))
    assert [(row.rank, row.name, row.score) for row in shown(contest, end - timedelta(minutes=1)).rows] == kept
    assert kept[0][1] == ("Cleo" if how == "voted before" else "Ana")
    assert board_of(contest, end).rows[0].name == ("Ana" if how == "closed" else "Cleo"), "in the end it counts"

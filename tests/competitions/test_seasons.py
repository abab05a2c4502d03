"""Seasons: weeks are written down by themselves, once, when the last vote is in."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, everything
from webapp.competitions import seasons
from webapp.competitions.season_models import Match, Season
from webapp.competitions.tasks import end_and_repeat
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence
from webapp.people.models import ManagedTeam
from webapp.voting.actions import close_due

A_DAY = timedelta(days=1)
MONDAY = TUESDAY - A_DAY


@pytest.fixture
def season(app: Flask, cast: Cast) -> Season:
    with work():
        teams = [cast.reds.id, cast.blues.id, cast.greens.id]
        return seasons.begin(cast.ada, "Winter", teams, TUESDAY, "Europe/Berlin", now=NOON)


def rows() -> list[Match]:
    return list(db.session.scalars(select(Match).order_by(Match.week, Match.home_id)))


def play(season: Season, reps: Any, clock: Clock, weeks: int) -> None:
    """Who comes replies on Tuesdays; then the worker wakes on the Tuesday after."""
    for n in range(weeks):
        with work():
            for rep in reps:
                a_reply(rep, NOON + n * 7 * A_DAY)
    clock.at = NOON + weeks * 7 * A_DAY + 6 * A_DAY
    with work():
        while close_due(now=clock.at):
            pass
    end_and_repeat()


def test_it_begins_on_the_monday_of_its_first_week(season: Season):
    assert season.first_monday == MONDAY


def test_a_week_is_written_with_the_scores_of_the_teams_board(season: Season, cast: Cast, clock: Clock):
    play(season, [cast.ana], clock, 1)
    first = rows()[0]
    assert (first.week, first.home_id, first.away_id) == (0, cast.blues.id, cast.greens.id)
    assert (first.home_numerator, first.away_numerator) == (0, 0)
    scores = seasons.week_scores([cast.reds.id], MONDAY)
    assert scores[cast.reds.id] == (10 + 10) / 10, "a reply, unjudged, over two reps' five days"


def test_points_of_days_off_win_nobody_a_week(season: Season, cast: Cast):
    with work():
        for rep in (cast.ana, cast.ben):
            enter_absence(rep, TUESDAY, MONDAY + 6 * A_DAY, cast.mara, now=NOON - 2 * A_DAY)
        a_reply(cast.ben, NOON)
        a_reply(cast.cleo, NOON)
    assert seasons.week_scores(season_teams := seasons.teams_of(season), MONDAY) == {
        cast.reds.id: 0,
        cast.blues.id: 1,
        cast.greens.id: 0,
    }, "Monday was a day at work, with nothing to show for it"
    assert set(seasons.week_scores(season_teams, MONDAY + 7 * A_DAY).values()) == {0}


def test_a_team_without_a_day_at_work_has_no_score_and_the_page_says_so(
    app: Flask, season: Season, cast: Cast, clock: Clock
):
    with work():
        for rep in (cast.cleo, cast.dev):
            enter_absence(rep, MONDAY, MONDAY + 6 * A_DAY, cast.mara, now=NOON - 2 * A_DAY)
    play(season, [cast.outsider, cast.cleo], clock, 1)
    first = rows()[0]
    assert (first.home_id, first.home_score) == (cast.blues.id, None)
    assert first.away_score
    page = Browser(app, cast.ana).get(f"/seasons/{season.id}").text
    assert "– : 4.0" in page
    assert "Blues had no day at work, so this week is drawn." in page
    assert "Greens had no day" not in page


def test_before_the_last_vote_is_in_it_waits(season: Season, cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.at = NOON + 7 * A_DAY
    assert end_and_repeat() == 0
    assert rows() == []
    with work():
        close_due(now=clock.at)
    assert end_and_repeat() == 1
    assert end_and_repeat() == 0


def test_after_a_sleep_every_week_is_there_to_the_final(app: Flask, season: Season, cast: Cast, clock: Clock):
    play(season, [cast.ana, cast.cleo], clock, 4)
    assert {(row.week, row.frozen_at, row.frozen_by_id) for row in rows()} == {(n, clock.at, None) for n in range(4)}
    page = Browser(app, cast.ana).get(f"/seasons/{season.id}").text
    assert "won Winter." in page
    assert end_and_repeat() == 0


def test_whoever_looks_first_writes_it(app: Flask, season: Season, cast: Cast, clock: Clock):
    clock.at = NOON + 7 * A_DAY
    Browser(app, cast.ben).get(f"/seasons/{season.id}")
    assert [row.frozen_by_id for row in rows()] == [cast.ben.id]


def test_those_in_it_see_it_and_strangers_do_not(app: Flask, season: Season, cast: Cast):
    with work():
        stranger = cast.person("Sten")
        olga = cast.person("Olga", "manager")
    for person in (cast.ana, cast.outsider, cast.kofi, cast.mara, cast.ada):
        assert "Winter" in Browser(app, person).get(f"/seasons/{season.id}").text
        assert "Winter" in Browser(app, person).get("/boards").text
    for person in (stranger, olga):
        assert Browser(app, person).get(f"/seasons/{season.id}").status_code == 404
        assert "Winter" not in Browser(app, person).get("/boards").text
        assert Browser(app, person).post(f"/seasons/{season.id}/end").status_code == 404
    assert Browser(app, cast.mara).post(f"/seasons/{season.id}/end").status_code == 403


def test_who_no_longer_manages_has_no_hand_in_it(app: Flask, cast: Cast):
    with work():
        db.session.add(ManagedTeam(person_id=cast.mara.id, team_id=cast.greens.id))
        teams = [cast.reds.id, cast.blues.id, cast.greens.id]
        season = seasons.begin(cast.mara, "Winter", teams, TUESDAY, "Europe/Berlin", now=NOON)
    mara = Browser(app, cast.mara)
    assert "Call this season off" in mara.get(f"/seasons/{season.id}").text
    Program(app, cast.ada).patch(f"/people/{cast.mara.id}", role="rep", team_id=cast.reds.id)
    assert "Call this season off" not in mara.get(f"/seasons/{season.id}").text, "it is their team's season now"
    assert mara.post(f"/seasons/{season.id}/end").status_code == 403
    Program(app, cast.ada).patch(f"/people/{cast.mara.id}", role="coach", team_id=None)
    assert mara.get(f"/seasons/{season.id}").status_code == 404


def test_called_off_it_stops_and_keeps_what_was_played(app: Flask, season: Season, cast: Cast, clock: Clock):
    play(season, [cast.ana], clock, 1)
    before = len(rows())
    ada = Browser(app, cast.ada)
    ada.post(f"/seasons/{season.id}/end")
    assert ada.post(f"/seasons/{season.id}/end").status_code == 409
    clock.forward(days=30)
    assert end_and_repeat() == 0
    assert len(rows()) == before
    assert "Called off" in ada.get(f"/seasons/{season.id}").text


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"teams": []}, 422, "three teams"),
        ({"name": "  "}, 422, "name"),
        ({"name": "\u200b\u200b"}, 422, "nobody can read"),
        ({"name": "x" * 81}, 422, "longer than 80"),
        ({"first": "soon"}, 422, "week"),
        ({"first": "9999-12-31"}, 422, "out of this world"),
        ({"first": "2026-11-16"}, 422, "over"),
        ({"teams": [1, 2, 99]}, 404, "yours"),
    ],
)
def test_what_makes_no_sense_begins_nothing(app: Flask, cast: Cast, wrong: dict, status: int, words: str):
    form = {"name": "Winter", "first": "2026-11-30", "teams": [cast.reds.id, cast.blues.id, cast.greens.id], **wrong}
    before = everything()
    page = Browser(app, cast.ada).post("/desk/competitions/seasons", **form)
    assert page.status_code == status
    assert words in page.text
    assert everything() == before


def test_a_manager_begins_one_between_their_own_teams_only(app: Flask, cast: Cast):
    form = {"name": "Winter", "first": "2026-11-30", "teams": [cast.reds.id, cast.blues.id, cast.greens.id]}
    assert Browser(app, cast.mara).post("/desk/competitions/seasons", **form).status_code == 404
    assert Browser(app, cast.ana).post("/desk/competitions/seasons", **form).status_code == 403
    made = Browser(app, cast.ada).post("/desk/competitions/seasons", **form)
    assert made.status_code == 302
    assert db.session.scalars(select(Season.first_monday)).one() == date(2026, 11, 30)

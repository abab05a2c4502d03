"""The worker goes from one competition to the next, whatever becomes of one of them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs

from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import MONDAY, SATURDAY, a_competition, a_draft
from tests.doors import Clock, Program
from webapp.competitions import freezing, seasons
from webapp.competitions.models import Competition
from webapp.competitions.season_models import Season
from webapp.competitions.tasks import end_and_repeat
from webapp.core.problems import Invalid
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate, move
from webapp.people.models import ManagedTeam
from webapp.people.ranks import turn_ranks


@pytest.mark.parametrize("room", [(freezing, "follow"), (seasons, "write_week")])
def test_one_that_cannot_go_on_keeps_no_other_from_its_end(
    app: Flask, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, room
):
    with work():
        weekly = a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True)
        teams = [cast.reds.id, cast.blues.id, cast.greens.id]
        season = seasons.begin(cast.ada, "Winter", teams, TUESDAY, "Europe/Berlin", now=NOON)

    def break_down(*_: object, **__: object) -> None:
        raise ArithmeticError("of this one only")

    monkeypatch.setattr(*room, break_down)
    clock.at = SATURDAY + timedelta(days=3)
    with capture_logs() as logs:
        assert end_and_repeat() == 2
    assert [(entry["event"], entry["step"]) for entry in logs if entry["log_level"] == "error"] == [
        ("competition_left", f"_{room[1]}")
    ]
    assert db.session.get_one(Competition, weekly.id).frozen_at == clock.at
    assert bool(db.session.get_one(Season, season.id).matches) == (room[0] is freezing)


def test_a_weekly_one_leaves_out_a_night_that_spring_takes_away(app: Flask, cast: Cast, clock: Clock):
    start, end = (datetime.fromisoformat(f"2027-03-21T{hour}") for hour in ("02:10", "03:05"))
    with work():
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True, starts_at=start, ends_at=end)
    clock.at = MONDAY.replace(year=2027, month=3, day=29)
    with capture_logs() as logs:
        assert end_and_repeat() == 2
    assert not [entry for entry in logs if entry["log_level"] == "error"]
    found = db.session.scalars(select(Competition).order_by(Competition.id)).all()
    assert [(one.starts_at - found[0].starts_at, one.frozen_at) for one in found] == [
        (timedelta(0), clock.at),
        (timedelta(days=14) - timedelta(hours=1), None),
    ]


def test_a_whole_week_repeats_also_where_autumn_makes_it_longer(app: Flask, cast: Cast, clock: Clock):
    start, end = (datetime.fromisoformat(day) for day in ("2027-10-18", "2027-10-25"))
    with work():
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True, starts_at=start, ends_at=end)
        a_draft(cast.mara, [cast.ana.id, cast.ben.id], weekly=True, starts_at=end, ends_at=end + timedelta(days=7))
        with pytest.raises(Invalid, match="overlap"):
            a_draft(cast.mara, [cast.ana.id], weekly=True, starts_at=end, ends_at=end + timedelta(days=7, minutes=1))
    clock.at = MONDAY.replace(year=2027, month=10, day=26)
    end_and_repeat()
    longest = db.session.scalars(select(Competition).where(Competition.follows_id.is_not(None))).one()
    assert longest.ends_at - longest.starts_at == timedelta(days=7, hours=1)
    assert Program(app, cast.mara).patch(f"/competitions/{longest.id}", prize="Cake").status_code == 200


def leave(cast: Cast) -> None:
    deactivate(cast.mara, cast.ada, now=NOON)


def manage_no_more(cast: Cast) -> None:
    move(cast.mara, role="coach", team_id=None, cohort_id=None, by=cast.ada, now=NOON)


def give_a_team_away(cast: Cast) -> None:
    db.session.delete(db.session.get_one(ManagedTeam, (cast.mara.id, cast.blues.id)))


def empty_a_team(cast: Cast) -> None:
    for rep in (cast.cleo, cast.dev):
        move(rep, role="rep", team_id=cast.reds.id, cohort_id=rep.cohort_id, by=cast.ada, now=NOON)


@pytest.mark.parametrize("happens", [leave, manage_no_more, give_a_team_away, empty_a_team])
def test_a_weekly_one_ends_for_good_where_it_could_not_be_published_again(
    app: Flask, cast: Cast, clock: Clock, happens: Callable[[Cast], None]
):
    with work():
        weekly = a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams", weekly=True)
    with work():
        happens(cast)
    clock.at = SATURDAY + timedelta(days=30)
    with capture_logs() as logs:
        assert end_and_repeat() == 1
    assert not [entry for entry in logs if entry["log_level"] == "error"]
    assert db.session.scalars(select(Competition)).all() == [weekly]
    assert (weekly.weekly, weekly.frozen_at) == (False, clock.at)
    assert freezing.followers_due(clock.at) == []


def test_a_weekly_one_between_people_ends_where_personal_ranks_were_turned_off(app: Flask, cast: Cast, clock: Clock):
    with work():
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True)
        a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams", weekly=True)
    with work():
        turn_ranks(False, None, cast.ada, now=NOON)
    clock.at = SATURDAY + timedelta(days=1)
    end_and_repeat()
    going_on = db.session.scalars(select(Competition).where(Competition.follows_id.is_not(None)))
    assert [one.between for one in going_on] == ["teams"]

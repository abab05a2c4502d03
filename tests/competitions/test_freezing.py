"""Competitions end by themselves, once, whoever comes first and however late."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.competitions.contests import MONDAY, SATURDAY, a_competition, scores
from tests.doors import Clock, Program
from webapp.badges.models import Award
from webapp.competitions import freezing, looking
from webapp.competitions.board import board_of
from webapp.competitions.models import Competition, FinalStanding, Notice
from webapp.competitions.tasks import end_and_repeat
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import move
from webapp.voting.actions import close_due

A_DAY = timedelta(days=1)


@pytest.fixture
def contest(app: Flask, cast: Cast) -> Competition:
    with work():
        found = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
        reply = a_reply(cast.ana, NOON)
        a_vote(cast.ben, reply, 2, 2, NOON)
    return found


def rows() -> list[tuple]:
    found = db.session.scalars(select(FinalStanding).order_by(FinalStanding.place))
    return [(row.rank, row.name, row.numerator, row.denominator) for row in found]


def test_the_worker_writes_down_how_it_ended(contest: Competition, clock: Clock):
    clock.at = SATURDAY + A_DAY
    assert end_and_repeat() == 1
    assert rows() == [(1, "Ana", 23, 1), (2, "Ben", 1, 1)]
    assert (contest.frozen_at, contest.frozen_by_id) == (clock.at, None)
    assert end_and_repeat() == 0


def test_whoever_reads_first_after_the_end_is_named(app: Flask, contest: Competition, cast: Cast, clock: Clock):
    clock.at = SATURDAY + timedelta(minutes=1)
    ben = Program(app, cast.ben)
    assert ben.get(f"/competitions/{contest.id}/standings").json["state"] == "final"
    assert db.session.get_one(Competition, contest.id).frozen_by_id == cast.ben.id
    assert len(rows()) == 2
    assert end_and_repeat() == 0


def test_a_stranger_freezes_nothing(app: Flask, contest: Competition, cast: Cast, clock: Clock):
    clock.at = SATURDAY + timedelta(minutes=1)
    assert Program(app, cast.outsider).get(f"/competitions/{contest.id}").status_code == 404
    assert rows() == []


@pytest.mark.parametrize("how_late", [timedelta(seconds=2), timedelta(hours=9), timedelta(days=90)])
def test_however_late_it_is_frozen_it_shows_the_window(contest: Competition, cast: Cast, clock: Clock, how_late):
    with work():
        a_reply(cast.ben, SATURDAY)
        a_reply(cast.ben, SATURDAY + 2 * A_DAY)
    clock.at = SATURDAY + how_late
    end_and_repeat()
    assert rows() == [(1, "Ana", 23, 1), (2, "Ben", 1, 1)]


def test_looking_while_the_last_votes_are_counted_takes_no_writer(
    app: Flask, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    with work():
        counted = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="quality")
        a_reply(cast.ana, NOON + 3 * A_DAY)
    clock.at = SATURDAY + timedelta(hours=1)
    ben = Program(app, cast.ben)
    with monkeypatch.context() as no_work:
        no_work.setattr(looking, "work", lambda: pytest.fail("only to look, it took the writer"))
        assert ben.get(f"/competitions/{counted.id}/standings").json["state"] == "counting"
    clock.at = SATURDAY + 3 * A_DAY
    with work():
        close_due(now=clock.at)
    assert ben.get(f"/competitions/{counted.id}/standings").json["state"] == "final"
    assert db.session.get_one(Competition, counted.id).frozen_by_id == cast.ben.id


def test_in_the_last_two_seconds_it_settles_before_it_is_written(contest: Competition, clock: Clock):
    clock.at = SATURDAY + timedelta(seconds=1)
    assert end_and_repeat() == 0
    assert board_of(contest, clock.at).state == "final"


def test_frozen_names_and_places_stay(contest: Competition, cast: Cast, clock: Clock):
    clock.at = SATURDAY + A_DAY
    end_and_repeat()
    with work():
        cast.ana.alias = "Comet"
        move(cast.ana, role="coach", team_id=None, cohort_id=None, by=cast.ada, now=clock.at)
    assert scores(contest, clock.at) == {"Ana": 23, "Ben": 1}


def test_only_one_of_two_writes(contest: Competition, clock: Clock):
    clock.at = SATURDAY + A_DAY
    with work():
        assert freezing.freeze(contest.id, now=clock.at)
        assert not freezing.freeze(contest.id, now=clock.at)
    assert len(rows()) == 2


def test_a_called_off_one_is_never_frozen(app: Flask, contest: Competition, cast: Cast, clock: Clock):
    Program(app, cast.mara).delete(f"/competitions/{contest.id}/publication")
    clock.at = SATURDAY + A_DAY
    assert end_and_repeat() == 0
    assert rows() == []


def test_the_winner_gets_a_badge_once_and_everybody_word(contest: Competition, cast: Cast, clock: Clock):
    clock.at = SATURDAY + A_DAY
    end_and_repeat()
    won = db.session.scalars(select(Award.person_id).where(Award.badge == "competition-won")).all()
    assert won == [cast.ana.id]
    notices = db.session.execute(select(Notice.person_id, Notice.kind).order_by(Notice.person_id, Notice.kind)).all()
    assert [tuple(row) for row in notices] == [
        (cast.ana.id, "ended"),
        (cast.ana.id, "published"),
        (cast.ben.id, "ended"),
        (cast.ben.id, "published"),
    ]


def test_a_trial_run_wins_nobody_a_badge_and_tells_nobody(app: Flask, cast: Cast, clock: Clock):
    with work():
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], hidden=True)
        a_reply(cast.ana, NOON)
    clock.at = SATURDAY + A_DAY
    assert end_and_repeat() == 1
    assert db.session.scalar(select(Award).where(Award.badge == "competition-won")) is None
    assert db.session.scalar(select(Notice)) is None


def test_a_weekly_one_goes_on_at_the_same_hours_even_after_a_sleep(app: Flask, cast: Cast, clock: Clock):
    with work():
        first = a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True, prize="Cake")
        a_reply(cast.ana, NOON)
        a_reply(cast.ben, NOON + 7 * A_DAY)
    clock.at = MONDAY + timedelta(days=16)
    end_and_repeat()
    found = db.session.scalars(select(Competition).order_by(Competition.starts_at)).all()
    assert [(c.starts_at, c.ends_at) for c in found] == [
        (MONDAY + n * 7 * A_DAY, SATURDAY + n * 7 * A_DAY) for n in range(3)
    ]
    assert [c.frozen_at is not None for c in found] == [True, True, False]
    assert {(c.name, c.prize, c.made_by_id, c.published_by_id) for c in found} == {
        (first.name, "Cake", cast.mara.id, cast.mara.id)
    }
    assert [scores(c, clock.at)["Ben"] for c in found] == [0, 10, 0]
    assert end_and_repeat() == 0


def test_a_weekly_one_that_was_called_off_has_no_next(app: Flask, cast: Cast, clock: Clock):
    with work():
        first = a_competition(cast.mara, [cast.ana.id, cast.ben.id], weekly=True)
    Program(app, cast.mara).delete(f"/competitions/{first.id}/publication")
    clock.at = MONDAY + timedelta(days=16)
    end_and_repeat()
    assert len(db.session.scalars(select(Competition)).all()) == 1

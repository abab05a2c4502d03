"""Which day a reply counts for: nights, weekends, holidays, absences, zones, clock changes, travel."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Clock, Program, refused
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence, move_to_zone
from webapp.people.models import Person
from webapp.points.verify import differences

BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY = datetime(2026, 11, 28, 12, tzinfo=BERLIN)
CHRISTMAS = datetime(2026, 12, 25, 12, tzinfo=BERLIN)


@pytest.fixture
def ana(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ana)


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN).astimezone(UTC)


def replied_at(ana: Program, clock: Clock, at: datetime, **more: object) -> object:
    clock.at = at.astimezone(UTC)
    return ana.reply(f"Nine days. ({at})", client_id=f"c{at.timestamp()}", **more)


def test_until_two_fifty_nine_the_next_morning_a_reply_counts_for_yesterday(ana: Program, clock: Clock):
    challenge = ana.challenge_of_today()
    given = replied_at(ana, clock, berlin(2026, 11, 25, 2, 59), challenge_id=challenge)
    assert (given.status_code, given.json["day"]) == (201, "2026-11-24")


def test_at_three_it_is_too_late_and_says_that_the_text_is_kept(ana: Program, clock: Clock):
    challenge = ana.challenge_of_today()
    refused(replied_at(ana, clock, berlin(2026, 11, 25, 3, 0), challenge_id=challenge), 409, "over", "kept")
    assert db.session.scalars(select(Answer)).all() == []


def test_what_was_written_in_time_counts_though_it_arrives_late(ana: Program, clock: Clock):
    challenge = ana.challenge_of_today()
    written = clock.at
    clock.forward(hours=30)
    given = ana.reply("Nine days.", challenge_id=challenge, written_at=written.isoformat())
    assert (given.status_code, given.json["day"]) == (201, "2026-11-24")
    assert ana.get("/me").json["streak"]["current"] == 1
    assert datetime.fromisoformat(given.json["closes_at"]) == berlin(2026, 11, 27)


def test_a_late_reply_that_lengthens_only_the_longest_streak_counts_for_its_badge(ana: Program, clock: Clock):
    challenge, written = ana.challenge_of_today(), clock.at
    clock.at = berlin(2026, 11, 26, 0)
    given = ana.reply("Nine days.", challenge_id=challenge, written_at=written.isoformat())
    assert (given.status_code, given.json["day"]) == (201, "2026-11-24")
    streak = ana.get("/me").json["streak"]
    assert (streak["current"], streak["longest"]) == (0, 1)
    assert differences() == []


def test_on_friday_evening_voting_stays_open_until_monday_night(ana: Program, clock: Clock):
    given = replied_at(ana, clock, berlin(2026, 11, 27, 20))
    assert datetime.fromisoformat(given.json["closes_at"]) == berlin(2026, 12, 1)


def test_the_authors_absence_does_not_hold_up_the_closing(ana: Program, clock: Clock, cast: Cast):
    with work():
        enter_absence(cast.ana, date(2026, 11, 25), date(2026, 12, 5), cast.ana, now=NOON)
    given = replied_at(ana, clock, berlin(2026, 11, 24, 20))
    assert datetime.fromisoformat(given.json["closes_at"]) == berlin(2026, 11, 26)


@pytest.mark.parametrize("at", [SATURDAY, CHRISTMAS], ids=["saturday", "christmas"])
def test_a_day_off_offers_a_challenge_that_earns_points_and_leaves_the_streak(ana: Program, clock: Clock, at: datetime):
    replied_at(ana, clock, berlin(2026, 11, 24, 12))
    clock.at = at.astimezone(UTC)
    before = ana.get("/me").json
    today = ana.get("/today").json
    assert (today["working_day"], today["challenge"] is None) == (False, False)
    assert today["streak"]["safe"] is True, "a day off asks for nothing"
    assert replied_at(ana, clock, at).status_code == 201
    after = ana.get("/me").json
    assert after["points"] == before["points"] + 10
    assert after["streak"]["current"] == before["streak"]["current"]
    assert differences() == []


def test_an_absence_is_a_day_off_for_its_owner_alone(app: Flask, ana: Program, cast: Cast):
    with work():
        enter_absence(cast.ana, NOON.date(), NOON.date(), cast.ana, now=NOON)
    assert ana.get("/today").json["working_day"] is False
    assert Program(app, cast.ben).get("/today").json["working_day"] is True


def test_a_weekend_does_not_break_a_streak_and_a_missed_monday_does(ana: Program, clock: Clock):
    for day in (26, 27):
        replied_at(ana, clock, berlin(2026, 11, day, 12))
    clock.at = berlin(2026, 11, 30, 12)
    assert ana.get("/me").json["streak"]["current"] == 2
    clock.at = berlin(2026, 12, 1, 12)
    assert ana.get("/me").json["streak"]["current"] == 0


def test_two_zones_have_two_days_at_the_same_moment(app: Flask, cast: Cast, clock: Clock):
    with work():
        move_to_zone(cast.ben, "Pacific/Auckland", now=NOON)
    assert Program(app, cast.ana).get("/today").json["date"] == "2026-11-24"
    assert Program(app, cast.ben).get("/today").json["date"] == "2026-11-25"


def test_a_colleague_ahead_may_judge_what_i_wrote_on_what_is_their_yesterday(app: Flask, cast: Cast):
    with work():
        move_to_zone(cast.ben, "Pacific/Auckland", now=NOON)
        answer = a_reply(cast.ana, NOON)
    assert [one["id"] for one in Program(app, cast.ben).get("/judging").json["answers"]] == [answer.id]


CLOCK_CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29), 23),
    ("Europe/Berlin", date(2026, 10, 25), 25),
    ("America/New_York", date(2026, 3, 8), 23),
    ("America/New_York", date(2026, 11, 1), 25),
    ("Africa/Cairo", date(2026, 4, 24), 23),
    ("America/Santiago", date(2026, 9, 6), 23),
    ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
]


@pytest.mark.parametrize(("zone", "day", "hours"), CLOCK_CHANGES)
def test_a_day_on_which_the_clocks_change_is_one_day(
    app: Flask, cast: Cast, clock: Clock, zone: str, day: date, hours: float
):
    from webapp.core.clock import midnight

    begins, ends = midnight(day, zone), midnight(day + timedelta(1), zone)
    assert (ends - begins).total_seconds() / 3600 == hours
    with work():
        cast.ana.time_zone = zone
        db.session.execute(db.text("UPDATE zone_changes SET time_zone = :zone"), {"zone": zone})
    for n, at in enumerate((begins, begins + timedelta(hours=4), ends - timedelta(seconds=1))):
        clock.at = at
        assert Program(app, cast.ana).get("/today").json["date"] == day.isoformat(), f"look {n}"
    given = Program(app, cast.ana).reply("In the last second.", written_at=clock.at.isoformat())
    assert (given.status_code, given.json["day"]) == (201, day.isoformat())


def test_a_traveller_flying_west_keeps_the_streak_and_gets_no_day_twice(app: Flask, cast: Cast, clock: Clock):
    ana = Program(app, cast.ana)
    replied_at(ana, clock, berlin(2026, 11, 24, 8))
    with work():
        move_to_zone(person_of(cast), "Pacific/Honolulu", now=clock.forward(minutes=30))
    assert ana.get("/today").json["date"] == "2026-11-23", "it is still yesterday there"
    yesterday = ana.get("/today").json
    assert yesterday["answer"] is None
    clock.forward(hours=24)
    assert ana.get("/today").json["date"] == "2026-11-24"
    assert ana.get("/today").json["answer"] is not None
    refused(ana.reply("Once more.", client_id="again"), 409)
    assert ana.get("/me").json["streak"]["current"] >= 1
    assert differences() == []


def test_a_traveller_flying_east_over_the_date_line_is_not_asked_for_the_day_that_was_not(
    app: Flask, cast: Cast, clock: Clock
):
    with work():
        db.session.execute(db.text("UPDATE zone_changes SET time_zone = 'Pacific/Honolulu'"))
        cast.ana.time_zone = "Pacific/Honolulu"
    ana = Program(app, cast.ana)
    replied_at(ana, clock, datetime(2026, 11, 24, 23, tzinfo=ZoneInfo("Pacific/Honolulu")))
    with work():
        move_to_zone(person_of(cast), "Pacific/Kiritimati", now=clock.forward(minutes=30))
    assert ana.get("/today").json["date"] == "2026-11-25"
    clock.forward(hours=24)
    assert ana.get("/today").json["date"] == "2026-11-26"
    assert ana.get("/me").json["streak"]["current"] == 1, "the twenty-fifth had fourteen hours or less"


def test_what_was_written_before_a_flight_counts_by_the_clock_it_was_written_under(
    app: Flask, cast: Cast, clock: Clock
):
    ana = Program(app, cast.ana)
    challenge, written = ana.challenge_of_today(), clock.at
    with work():
        move_to_zone(person_of(cast), "Pacific/Auckland", now=clock.forward(hours=10))
    given = ana.reply("From before.", challenge_id=challenge, written_at=written.isoformat())
    assert (given.status_code, given.json["day"]) == (201, "2026-11-24")


def test_the_first_day_somebody_has_a_cohort_is_a_day_like_any_other(app: Flask, cast: Cast):
    with work():
        newcomer = cast.person("Newcomer", "rep", cast.reds)
    program = Program(app, newcomer)
    assert program.get("/today").json["challenge"] is None
    with work():
        newcomer.cohort_id = cast.autumn.id
    assert program.reply().status_code == 201


def person_of(cast: Cast) -> Person:
    return db.session.get_one(Person, cast.ana.id)

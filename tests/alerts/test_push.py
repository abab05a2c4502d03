"""Who hears what on their phone, and who hears nothing."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.alerts.conftest import GivesPhone
from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import SATURDAY, a_competition
from tests.doors import Browser, Clock
from webapp.alerts.push.actions import settle, subscribe
from webapp.alerts.push.models import Device, Push, Reminding
from webapp.alerts.push.rules import FIRST
from webapp.alerts.push.tasks import plan_due
from webapp.coaching.actions import take_back_note, write_note
from webapp.competitions import actions as competitions
from webapp.competitions.tasks import end_and_repeat
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate, end_sign_in, enter_absence, move_to_zone, open_sign_in
from webapp.people.models import Person
from webapp.schedule.queries import challenge_on

A_DAY = timedelta(days=1)
MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Half past nine in Berlin."""
EVENING = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)

Minute = Callable[[], int]


def pushes() -> list[Push]:
    db.session.expire_all()
    return list(db.session.scalars(select(Push).order_by(Push.id)))


def note_on(cast: Cast, at: datetime, author: Person | None = None) -> None:
    with work():
        answer = a_reply(author or cast.ana, at)
        write_note(cast.kofi, answer.id, "Lead with the nine days.", [], now=at)


def test_at_half_past_nine_somebody_hears_what_the_prospect_says(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana, outsider = phone(cast.ana), phone(cast.outsider)
    with work():
        settle(cast.outsider, {"kinds": {"reminder": False}})
    clock.at = MORNING - timedelta(minutes=1)
    assert minute() == 0
    clock.at = MORNING
    assert minute() == 1
    today = challenge_on(cast.autumn.id, TUESDAY)
    assert today is not None
    (heard,) = ana.heard()
    assert heard | {"id": 0, "icon": "", "url": ""} == {
        "id": 0,
        "icon": "",
        "url": "",
        "tag": "reminder",
        "title": "And you say?",
        "body": f"“{today.challenge.prompt.text}”",
        "waiting": 1,
    }
    assert heard["icon"].startswith("/static/icon-192")
    assert today.challenge.fact.statement not in json.dumps(heard)
    assert outsider.heard() == []


def test_its_tap_opens_the_day_for_who_is_signed_out_by_then_and_nothing_kept_opens_it(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana = phone(cast.ana)
    clock.at = MORNING
    minute()
    (heard,) = ana.heard()
    assert [one.url for one in pushes()] == ["/"]
    clock.at = datetime(2026, 11, 25, 1, 59, tzinfo=UTC)
    assert Browser(app).get(heard["url"]).status_code == 200
    clock.forward(minutes=1)
    assert Browser(app).get(heard["url"]).status_code == 410


def test_it_comes_once_however_often_the_worker_looks(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana = phone(cast.ana)
    clock.at = MORNING
    assert [minute(), minute(), minute()] == [1, 0, 0]
    clock.forward(minutes=30)
    assert minute() == 0
    clock.at = MORNING + A_DAY
    assert minute() == 1
    assert ana.kinds() == ["reminder", "reminder"]


def test_every_phone_of_a_person_hears_it_and_it_counts_as_one(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    phones = [phone(cast.ana), phone(cast.ana), phone(cast.ben)]
    clock.at = MORNING
    assert minute() == 2
    assert [one.kinds() for one in phones] == [["reminder"]] * 3
    assert len(pushes()) == 2


def test_who_replied_already_is_left_in_peace(app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute):
    ana = phone(cast.ana)
    with work():
        a_reply(cast.ana, MORNING - timedelta(hours=1))
    clock.at = MORNING
    assert minute() == 0
    clock.at = EVENING
    assert minute() == 0
    assert ana.heard() == []


def test_who_replies_before_a_second_try_is_left_in_peace(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    phone(cast.ana)
    clock.at = MORNING
    plan_due()
    with work():
        a_reply(cast.ana, clock.at)
    assert minute() == 0
    assert [(one.begun_at, one.error) for one in pushes()] == [(None, "replied")]


def off(cast: Cast) -> None:
    enter_absence(cast.ana, TUESDAY, TUESDAY, cast.mara, now=NOON)


def gone(cast: Cast) -> None:
    deactivate(cast.ana, cast.ada, now=NOON)


def nowhere(cast: Cast) -> None:
    cast.ana.cohort_id = None


def a_coach(cast: Cast) -> None:
    cast.ana.role = "coach"


def silent(cast: Cast) -> None:
    settle(cast.ana, {"kinds": {"reminder": False, "streak": False}})


@pytest.mark.parametrize("happened", [off, gone, nowhere, a_coach, silent])
def test_whoever_is_off_gone_or_wants_none_hears_nothing(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute, happened: Callable[[Cast], None]
):
    ana, ben = phone(cast.ana), phone(cast.ben)
    with work():
        happened(cast)
    clock.at = MORNING
    assert minute() == 1
    assert (ana.heard(), ben.kinds()) == ([], ["reminder"])


@pytest.mark.parametrize("days", [4, 5])
def test_nobody_hears_anything_at_the_weekend(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute, days: int
):
    ana = phone(cast.ana)
    clock.at = MORNING + days * A_DAY
    note_on(cast, clock.at)
    assert minute() == 0
    assert ana.heard() == []
    clock.at = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
    assert minute() == 1
    assert ana.kinds() == ["note"]


def test_a_note_in_the_night_waits_for_the_morning(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana, ben = phone(cast.ana), phone(cast.ben)
    clock.at = NIGHT
    note_on(cast, clock.at)
    assert minute() == 0
    clock.at = datetime(2026, 11, 25, 6, 29, tzinfo=UTC)
    assert minute() == 0
    clock.forward(minutes=1)
    assert minute() == 1
    (heard,) = ana.heard()
    assert (heard["title"], heard["waiting"]) == ("Kofi left you a note", 2)
    assert heard["url"].startswith("/answers/")
    assert ben.heard() == []


def test_a_note_that_was_taken_back_is_not_pushed_and_the_next_one_is(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana = phone(cast.ana)
    clock.at = NIGHT
    with work():
        answer = a_reply(cast.ana, NIGHT)
        write_note(cast.kofi, answer.id, "Wrong person, sorry.", [], now=NIGHT)
    with work():
        take_back_note(cast.kofi, answer.id)
    clock.at = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert minute() == 0
    with work():
        write_note(cast.kofi, answer.id, "Well said.", [], now=clock.at)
    assert minute() == 1
    assert ana.kinds() == ["note"]


def test_ones_own_quiet_hours_count(app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute):
    ana = phone(cast.ana)
    with work():
        settle(cast.ana, {"quiet_from": 22 * 60, "quiet_until": 10 * 60, "hour": 10 * 60})
    note_on(cast, MORNING)
    clock.at = MORNING
    assert minute() == 0
    clock.forward(minutes=30)
    assert minute() == 1
    assert ana.kinds() == ["note"]


def test_the_third_of_a_day_waits_for_the_next(app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute):
    ana = phone(cast.ana)
    clock.at = MORNING
    assert minute() == 1
    for n in (1, 2):
        with work():
            answer = a_reply(cast.ana, MORNING - n * A_DAY)
            write_note(cast.kofi, answer.id, "Well said.", [], now=clock.at)
    assert minute() == 1
    assert minute() == 0
    assert ana.kinds() == ["reminder", "note"]
    clock.at = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
    assert minute() == 1
    assert [(one.day, one.slot) for one in pushes()] == [(TUESDAY, 1), (TUESDAY, 2), (TUESDAY + A_DAY, 1)]


def a_streak(person: Person, days: int) -> None:
    with work():
        for n in range(1, days + 1):
            back = n + 2 * (n > 1)
            a_reply(person, NOON - back * A_DAY)


def test_in_the_evening_a_streak_at_stake_is_spoken_of_and_a_short_one_is_not(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana, ben = phone(cast.ana), phone(cast.ben)
    a_streak(cast.ana, 3)
    a_streak(cast.ben, 2)
    clock.at = EVENING - timedelta(minutes=1)
    minute()
    clock.at = EVENING
    assert minute() == 1
    assert ana.kinds()[-1] == "streak"
    assert ana.heard()[-1]["title"] == "3 days in a row. Make it one more?"
    assert "streak" not in ben.kinds()
    assert minute() == 0


def test_the_hour_is_learned_from_when_somebody_practises(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana = phone(cast.ana)
    with work():
        for n in (1, 4, 5, 6, 7):
            a_reply(cast.ana, MORNING - n * A_DAY + timedelta(hours=4))
    clock.at = MORNING
    assert minute() == 1
    assert db.session.get_one(Reminding, cast.ana.id).learned == FIRST + 4 * 60 - 10
    clock.at = MORNING + A_DAY
    assert minute() == 0
    clock.forward(hours=3, minutes=50)
    assert minute() == 1
    assert ana.kinds() == ["reminder", "reminder"]


def test_a_worker_that_slept_for_an_hour_reminds_late_and_one_that_slept_all_day_does_not(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    phone(cast.ana)
    clock.at = MORNING + timedelta(hours=1)
    assert minute() == 1
    clock.at = MORNING + A_DAY + timedelta(hours=5)
    assert minute() == 0


def test_who_travels_is_reminded_at_the_hour_of_where_they_are(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana = phone(cast.ana)
    with work():
        move_to_zone(cast.ana, "America/New_York", now=MORNING - A_DAY)
    clock.at = MORNING
    assert minute() == 0
    clock.forward(hours=6)
    assert minute() == 1
    assert ana.kinds() == ["reminder"]


def test_a_competition_is_heard_of_when_it_begins_and_when_it_is_decided(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana, ben, cleo = phone(cast.ana), phone(cast.ben), phone(cast.cleo)
    with work():
        settle(cast.ben, {"kinds": {"start": False}})
        for person in (cast.ana, cast.ben, cast.cleo):
            settle(person, {"kinds": {"reminder": False}})
        named = {"starts_at": NOON + A_DAY, "ends_at": NOON + 2 * A_DAY}
        duel = a_competition(cast.mara, [cast.ana.id, cast.ben.id], name="The duel", **named)
    clock.at = NOON + A_DAY - timedelta(minutes=1)
    assert minute() == 0
    clock.forward(minutes=1)
    assert minute() == 1
    assert minute() == 0
    assert [one["title"] for one in ana.heard()] == ["The duel is on"]
    clock.at = NOON + 2 * A_DAY + timedelta(minutes=1)
    end_and_repeat()
    assert minute() == 2
    assert [one["title"] for one in ben.heard()] == ["The duel is decided"]
    assert {one["url"] for one in [*ana.heard(), *ben.heard()]} == {f"/competitions/{duel.id}"}
    assert cleo.heard() == []


def test_a_hidden_competition_and_one_called_off_in_the_night_are_not_spoken_of(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    ana = phone(cast.ana)
    with work():
        settle(cast.ana, {"kinds": {"reminder": False}})
        named = {"starts_at": NIGHT, "ends_at": SATURDAY}
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], hidden=True, **named)
        shown = a_competition(cast.mara, [cast.ana.id, cast.ben.id], **named)
    clock.at = NIGHT
    minute()
    with work():
        competitions.cancel(shown, cast.mara, now=NIGHT)
    clock.at = MORNING + A_DAY
    assert minute() == 0
    assert ana.heard() == []


def test_signing_out_there_or_being_signed_out_silences_that_browser_alone(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    old, new = phone(cast.ana), phone(cast.ana)
    with work():
        end_sign_in(old.sign_in.id, now=NOON)
    clock.at = MORNING
    assert minute() == 1
    assert (old.heard(), new.kinds()) == ([], ["reminder"])


def test_a_sign_in_that_ran_out_is_silent(app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute):
    ana = phone(cast.ana)
    clock.at = ana.sign_in.expires_at + A_DAY
    assert minute() == 0


def test_whoever_signs_in_next_in_that_browser_is_the_only_one_who_hears_there(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    shared = phone(cast.ana)
    with work():
        sign_in, _secret = open_sign_in(cast.ben, "browser", now=NOON)
        subscribe(cast.ben, sign_in.id, now=NOON, local=True, **shared.address())
    clock.at = MORNING
    note_on(cast, MORNING)
    assert minute() == 1
    assert shared.kinds() == ["reminder"]
    assert db.session.scalars(select(Device.person_id)).all() == [cast.ben.id]


def test_a_browser_that_takes_no_more_is_forgotten(
    app: Flask, cast: Cast, clock: Clock, phone: GivesPhone, minute: Minute
):
    old, new = phone(cast.ana), phone(cast.ana)
    old.service.expire(old.subscription)
    clock.at = MORNING
    assert minute() == 1
    assert new.kinds() == ["reminder"]
    assert db.session.scalars(select(Device.endpoint)).all() == [new.subscription["endpoint"]]
    assert [one.next_try_at for one in pushes()] == [None]

"""A competition for those in it: its page, the card on the boards, and what is new."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.competitions.contests import SATURDAY, a_competition
from tests.doors import Browser, Clock
from webapp.competitions.models import Notice
from webapp.core.work import work
from webapp.extensions import db


def test_a_rep_sees_the_table_and_themselves_in_it(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], prize="<b>Cake</b>")
        a_reply(cast.ana, NOON)
    page = Browser(app, cast.ana).get(f"/competitions/{contest.id}").text
    assert f'<tr data-entry="{cast.ana.id}" aria-current="true">' in page
    assert "&lt;b&gt;Cake" in page
    assert "Run it" not in page


def test_the_boards_tell_of_it_until_it_was_seen(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], name="The great duel")
    ana = Browser(app, cast.ana)
    assert "You are in a competition" in ana.get("/boards").text
    ana.get(f"/competitions/{contest.id}")
    boards = ana.get("/boards").text
    assert "The great duel" in boards
    assert "You are in a competition" not in boards
    seen = {row.person_id: row.seen_at for row in db.session.scalars(select(Notice))}
    assert seen == {cast.ana.id: NOON, cast.ben.id: None}


def test_what_ends_at_midnight_ends_with_the_day_before(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
        at_noon = a_competition(cast.mara, [cast.ana.id, cast.ben.id], ends_at=SATURDAY - timedelta(hours=12))
    ana = Browser(app, cast.ana)
    page = ana.get(f"/competitions/{contest.id}").text
    assert "Mon 23 Nov, 00:00 to Fri 27 Nov, end of day (Europe/Berlin)" in page
    assert "until Fri 27 Nov, end of day" in ana.get("/boards").text
    assert "Sat 28 Nov" not in page
    assert "until Fri 27 Nov, 12:00" in ana.get("/boards").text, at_noon.id


def test_strangers_hear_nothing_of_it(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], name="The great duel")
    for person in (cast.outsider, cast.cleo):
        browser = Browser(app, person)
        assert "The great duel" not in browser.get("/boards").text
        for path in ("", ".csv", "/print"):
            assert browser.get(f"/competitions/{contest.id}{path}").status_code == 404


def test_nobody_without_a_sign_in_gets_in(app: Flask, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    for path in ("", ".csv", "/print"):
        assert "/sign-in" in Browser(app).get(f"/competitions/{contest.id}{path}").location


def test_the_end_is_told_and_two_days_later_the_boards_are_themselves_again(app: Flask, cast: Cast, clock: Clock):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], name="The great duel")
        a_reply(cast.ana, NOON)
    clock.at = SATURDAY + timedelta(minutes=5)
    Browser(app, cast.ben).get(f"/competitions/{contest.id}")
    ana = Browser(app, cast.ana)
    assert "It is decided" in ana.get("/boards").text
    assert "How it ended" in ana.get(f"/competitions/{contest.id}").text
    clock.forward(days=2)
    assert "The great duel" not in ana.get("/boards").text

"""An empty installation tells its admin what comes next, and stops once it is done."""

from flask import Flask

from tests.builders import a_playbook
from tests.cast import TUESDAY, Cast
from tests.competitions.contests import NOON, a_draft
from tests.doors import Browser, Clock
from webapp.competitions import actions
from webapp.core.work import work
from webapp.people.accounts.actions import invite
from webapp.people.actions import add_person
from webapp.people.models import Cohort, Person, WorkCalendar

DESK = "/desk/people"
WELCOME = "A few steps and your team plays."
BRING, LOAD = 'href="/desk/people/imports">Bring people in', 'href="/desk/playbook/files">Load the playbook'
INVITE = 'href="/desk/people#invite">Invite everybody'
START, NEXT = 'href="/desk/competitions/new">Start a competition', "What comes next:"


def an_admin(clock: Clock) -> Person:
    calendar = WorkCalendar(name="Germany", country="DE")
    return add_person(
        "Jo", "jo@repartee.test", role="admin", calendar=calendar, time_zone="Europe/Berlin", now=clock.at
    )


def test_an_admin_alone_is_led_to_the_desk_and_told_the_next_steps(app: Flask, clock: Clock):
    with work():
        jo = an_admin(clock)
    browser = Browser(app, jo)
    assert browser.get("/").location == DESK
    page = browser.get(DESK).text
    assert WELCOME in page
    assert BRING in page
    assert LOAD in page
    assert page.count("<h1") == 1


def test_a_step_that_is_done_is_no_way_any_more_and_with_the_last_they_go(app: Flask, clock: Clock):
    with work():
        jo, cohort = an_admin(clock), Cohort(name="Autumn", started_on=TUESDAY)
        rep = add_person(
            "Rep", "rep@repartee.test", role="rep", calendar=jo.calendar, time_zone="Europe/Berlin", now=clock.at
        )
    browser = Browser(app, jo)
    assert BRING in browser.get(DESK).text, "a rep without a cohort gets no challenge"
    with work():
        rep.cohort = cohort
    page = browser.get(DESK).text
    assert BRING not in page
    assert LOAD in page
    with work():
        a_playbook()
    page = browser.get(DESK).text
    assert LOAD not in page
    assert START in page


def test_until_a_competition_is_published_it_is_a_step(app: Flask, cast: Cast):
    with work():
        draft = a_draft(cast.mara, [cast.ana.id, cast.ben.id])
    ada = Browser(app, cast.ada)
    assert START in ada.get(DESK).text, "a draft runs for nobody"
    with work():
        actions.publish(draft, cast.mara, now=NOON)
    assert START not in ada.get(DESK).text


def test_the_last_step_is_to_invite_everybody(app: Flask, cast: Cast):
    with work():
        actions.publish(a_draft(cast.mara, [cast.ana.id, cast.ben.id]), cast.mara, now=NOON)
    ada = Browser(app, cast.ada)
    assert INVITE in ada.get(DESK).text
    with work():
        invite(cast.ana, cast.mara, "http://localhost", mailed=False, now=NOON)
    assert WELCOME not in ada.get(DESK).text


def test_every_page_of_the_desk_names_the_next_step_but_its_own(app: Flask, clock: Clock):
    with work():
        jo = an_admin(clock)
    browser = Browser(app, jo)
    assert NEXT in browser.get("/desk/playbook").text
    assert NEXT not in browser.get("/desk/people/imports").text
    assert NEXT not in browser.get(DESK).text


def test_nobody_but_an_admin_is_told_the_next_step(app: Flask, cast: Cast):
    assert NEXT in Browser(app, cast.ada).get("/desk/people/imports").text
    assert NEXT not in Browser(app, cast.mara).get("/desk/people/imports").text


def test_managers_are_not_asked_to_set_the_house_up(app: Flask, cast: Cast):
    with work():
        for rep in (cast.ana, cast.ben, cast.cleo, cast.dev, cast.outsider):
            rep.cohort_id = None
    assert WELCOME in Browser(app, cast.ada).get(DESK).text
    assert WELCOME not in Browser(app, cast.mara).get(DESK).text


def test_an_empty_board_says_so_and_asks_nobody_to_reply(app: Flask, clock: Clock):
    with work():
        jo = an_admin(clock)
    for board in ("people", "teams", "cohorts"):
        page = Browser(app, jo).get(f"/boards/{board}").text
        assert "Nobody is here yet." in page
        assert "Once reps" in page
        assert "today's challenge" not in page
        assert "One reply is enough" not in page


def test_a_team_without_anybody_is_an_empty_board_too(app: Flask, cast: Cast):
    with work():
        for rep in (cast.ana, cast.ben, cast.cleo, cast.dev, cast.outsider):
            rep.team_id = None
    assert "Nobody is here yet." in Browser(app, cast.ada).get("/boards/teams").text

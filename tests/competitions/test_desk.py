"""The desk's pages: three steps, a trial run, publishing, calling off, records and the secret link."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.competitions.contests import SATURDAY, a_competition, a_draft
from tests.doors import Browser, Clock, Program, everything
from webapp.competitions.models import Competition, Screen
from webapp.competitions.ready_made import coming_monday
from webapp.competitions.wizard import HOURS
from webapp.core.work import work
from webapp.extensions import db

WHEN = {"starts_at": "2026-11-23T00:00", "ends_at": "2026-11-28T00:00", "time_zone": "Europe/Berlin", "prize": "Cake"}


def only() -> Competition:
    return db.session.scalars(select(Competition)).one()


def secret_of(page: Any) -> str:
    found = re.search(r"/screen/([\w-]+)", page.text)
    assert found, page.text
    return found[1]


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.mara)


@pytest.fixture
def draft(app: Flask, cast: Cast) -> Competition:
    with work():
        a_reply(cast.ana, NOON - timedelta(days=1))
        return a_draft(cast.mara, [cast.ana.id, cast.ben.id])


def test_three_steps_make_a_competition(mara: Browser, cast: Cast):
    first = mara.post("/desk/competitions/new", between="people", name="Duel", members=[cast.ana.id, cast.ben.id])
    number = only().id
    assert first.location.endswith(f"/desk/competitions/{number}/what")
    assert mara.get("/desk/competitions").text.count("Duel") == 1, "the draft waits"
    second = mara.post(f"/desk/competitions/{number}/what", metric="quality")
    assert second.location.endswith(f"/desk/competitions/{number}/when")
    third = mara.post(f"/desk/competitions/{number}/when", **WHEN, weekly="on")
    assert third.location.endswith(f"/desk/competitions/{number}")
    made = only()
    assert (made.metric, made.weekly, made.hidden, made.prize) == ("quality", True, False, "Cake")
    assert "No dates" not in mara.get(f"/desk/competitions/{number}").text
    mara.post(f"/desk/competitions/{number}/publication")
    assert only().published_at == NOON
    assert "Live" in mara.get(f"/desk/competitions/{number}").text


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("new", {"between": "people", "name": "Kept", "members": []}, "at least two"),
        ("new", {"between": "people", "name": "Kept", "members": ["x", "y"]}, "at least two"),
        ("{}/who", {"between": "people", "name": "", "members": "both"}, "name"),
        ("{}/what", {"metric": "charm"}, "Choose one"),
        ("{}/what", {"metric": "streak_days", "against_baseline": "on"}, "streak"),
        ("{}/when", {**WHEN, "ends_at": "2026-11-22T00:00"}, "before it starts"),
        ("{}/when", {**WHEN, "starts_at": ""}, "date and an hour"),
        ("{}/when", {**WHEN, "time_zone": "Mars"}, "Mars"),
        ("{}/when", {**WHEN, "weekly": "on", "ends_at": "2026-12-24T00:00"}, "a week"),
    ],
)
def test_a_step_that_makes_no_sense_says_so_and_changes_nothing(
    mara: Browser, cast: Cast, draft: Competition, path: str, form: dict, words: str
):
    before = everything()
    if form.get("members") == "both":
        form = {**form, "members": [cast.ana.id, cast.ben.id]}
    page = mara.post("/desk/competitions/" + path.format(draft.id), **form)
    assert page.status_code == 422
    assert words in page.text
    assert form.get("name", "") in page.text
    assert everything() == before


def test_others_people_cannot_be_invited(mara: Browser, cast: Cast):
    before = everything()
    form = {"between": "people", "name": "Duel", "members": [cast.ana.id, cast.outsider.id]}
    assert mara.post("/desk/competitions/new", **form).status_code == 404
    assert "Outsider" not in mara.get("/desk/competitions/new?between=people").text
    assert everything() == before


@pytest.mark.parametrize(("today", "monday"), [(23, 23), (24, 30), (29, 30), (30, 30)])
def test_a_week_begins_on_the_coming_monday_which_may_be_today(today: int, monday: int):
    assert coming_monday(date(2026, 11, today)) == date(2026, 11, monday)


@pytest.mark.parametrize("key", ["week", "everybody", "sentence", "climbers", "flame"])
def test_a_template_fills_the_steps(app: Flask, cast: Cast, key: str):
    ada = Browser(app, cast.ada)
    page = ada.get(f"/desk/competitions/new?template={key}")
    between = re.search(r'name="between" value="(\w+)"', page.text)
    assert between
    members = {
        "teams": [cast.reds.id, cast.blues.id],
        "cohorts": [cast.autumn.id, cast.spring.id],
        "people": [cast.ana.id, cast.ben.id],
    }[between[1]]
    ada.post("/desk/competitions/new", template=key, between=between[1], name="From a template", members=members)
    made = only()
    assert made.starts_at
    assert made.ends_at
    assert NOON < made.starts_at < made.ends_at
    for step in ("who", "what", "when"):
        assert ada.get(f"/desk/competitions/{made.id}/{step}").status_code == 200


def test_a_draft_shows_what_the_last_four_weeks_would_have_given(mara: Browser, draft: Competition):
    page = mara.get(f"/desk/competitions/{draft.id}").text
    assert "Had it run the last four weeks" in page
    assert '<td data-cell="score">10</td>' in page


def test_reps_coaches_and_strangers_have_no_desk_of_competitions(app: Flask, cast: Cast, draft: Competition):
    before = everything()
    for person in (cast.ana, cast.kofi, cast.outsider):
        browser = Browser(app, person)
        assert browser.get("/desk/competitions").status_code == 403
        for path in ("publication", "cancellation", "discard", "copy", "screen", "what"):
            assert browser.post(f"/desk/competitions/{draft.id}/{path}").status_code in (403, 404)
    assert everything() == before


def test_another_manager_finds_nothing_and_does_nothing(app: Flask, cast: Cast, draft: Competition):
    with work():
        person = cast.person("Olga", "manager")
    olga = Browser(app, person)
    before = everything()
    assert olga.get(f"/desk/competitions/{draft.id}").status_code == 404
    for path in ("publication", "cancellation", "discard", "copy", "screen", "screen/withdrawal", "what"):
        assert olga.post(f"/desk/competitions/{draft.id}/{path}", metric="points").status_code == 404
    assert everything() == before


def test_calling_off_tells_those_in_it_why(app: Flask, mara: Browser, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    mara.post(f"/desk/competitions/{contest.id}/cancellation", because="Half of us are ill.")
    page = Browser(app, cast.ana).get(f"/competitions/{contest.id}").text
    assert "Called off" in page
    assert "Half of us are ill." in page


def test_a_draft_can_be_thrown_away_and_what_was_published_cannot(mara: Browser, cast: Cast, draft: Competition):
    mara.post(f"/desk/competitions/{draft.id}/screen")
    assert mara.post(f"/desk/competitions/{draft.id}/discard").status_code == 302
    assert db.session.scalar(select(Competition)) is None
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    assert mara.post(f"/desk/competitions/{contest.id}/discard").status_code == 409
    assert only().id == contest.id


def test_once_more_is_a_draft_with_the_same_people(mara: Browser, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], metric="quality")
    copied = mara.post(f"/desk/competitions/{contest.id}/copy")
    assert copied.location.endswith("/when")
    again = db.session.scalars(select(Competition).order_by(Competition.id.desc())).first()
    assert again
    assert (again.metric, again.published_at, again.starts_at) == ("quality", None, None)
    assert {e.subject_id for e in again.entrants} == {cast.ana.id, cast.ben.id}


def test_the_record_is_a_file_in_which_no_name_runs_as_a_formula(app: Flask, mara: Browser, cast: Cast):
    with work():
        cast.ana.alias = "=1+1"
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
        a_reply(cast.ana, NOON)
    found = mara.get(f"/competitions/{contest.id}.csv")
    assert found.mimetype == "text/csv"
    lines = found.data.decode("utf-8-sig").splitlines()
    assert lines[1] == '"1","\'=1+1","10","10","1"'
    assert Browser(app, cast.outsider).get(f"/competitions/{contest.id}.csv").status_code == 404


def test_the_record_on_paper_says_who_and_when(mara: Browser, cast: Cast, clock: Clock):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    clock.at = SATURDAY + timedelta(hours=1)
    page = mara.get(f"/competitions/{contest.id}/print").text
    assert "Published by Mara" in page
    assert "Written down on" in page
    assert "(Mara)" in page


def test_the_same_measure_twice_at_once_is_pointed_out_once_with_its_dates(
    mara: Browser, cast: Cast, draft: Competition
):
    with work():
        a_competition(cast.mara, [cast.ana.id, cast.cleo.id], name="Another contest")
        a_competition(cast.mara, [cast.ben.id, cast.cleo.id], name="A third", ends_at=SATURDAY + timedelta(hours=1))
        a_competition(cast.mara, [cast.cleo.id, cast.dev.id], name="Of others")
    page = mara.get(f"/desk/competitions/{draft.id}").text
    assert "“Another contest” (Mon 23 Nov to Fri 27 Nov), “A third” (Mon 23 Nov to Sat 28 Nov) at the same time" in page
    assert page.count("at the same time") == 1
    assert "Of others" not in page


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(hours=11), "It began earlier today: what was earned since then counts."),
        (timedelta(hours=13), "It began yesterday: what was earned"),
        (timedelta(days=5), "It began 5 days ago: what was earned since then counts."),
        (timedelta(hours=-1), None),
    ],
)
def test_a_draft_that_begins_in_the_past_says_so(mara: Browser, cast: Cast, back: timedelta, words: str | None):
    with work():
        late = a_draft(cast.mara, [cast.ana.id, cast.ben.id], starts_at=NOON - back)
    page = mara.get(f"/desk/competitions/{late.id}").text
    assert ("It began" in page) == bool(words)
    assert (words or "") in page
    mara.post(f"/desk/competitions/{late.id}/publication")
    assert "It began" not in mara.get(f"/desk/competitions/{late.id}").text


def test_a_secret_link_is_shown_once_and_its_hash_kept(app: Flask, mara: Browser, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    secret = secret_of(mara.post(f"/desk/competitions/{contest.id}/screen"))
    assert secret not in mara.get(f"/desk/competitions/{contest.id}").text
    assert secret not in repr(everything())
    nobody = Browser(app)
    page = nobody.get(f"/screen/{secret}")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    state = nobody.get(f"/screen/{secret}/state").json
    assert [entry["name"] for entry in state["entries"]] == ["Ana", "Ben"]
    assert nobody.get(f"/competitions/{contest.id}").status_code == 302, "and nothing else"


def test_a_withdrawn_a_replaced_and_an_invented_link_show_nothing(app: Flask, mara: Browser, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    first = secret_of(mara.post(f"/desk/competitions/{contest.id}/screen"))
    second = secret_of(mara.post(f"/desk/competitions/{contest.id}/screen"))
    nobody = Browser(app)
    assert [nobody.get(f"/screen/{one}/state").status_code for one in (first, second, "invented")] == [404, 200, 404]
    mara.post(f"/desk/competitions/{contest.id}/screen/withdrawal")
    assert nobody.get(f"/screen/{second}").status_code == 404
    rows = db.session.scalars(select(Screen)).all()
    assert {row.revoked_by_id for row in rows} == {cast.mara.id}


def test_the_secret_stays_out_of_the_log(app: Flask, mara: Browser, cast: Cast):
    with work():
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id])
    secret = secret_of(mara.post(f"/desk/competitions/{contest.id}/screen"))
    with capture_logs() as lines:
        Browser(app).get(f"/screen/{secret}/state")
    assert [line["path"] for line in lines] == ["/screen/…/state"]
    assert secret not in repr(lines)


def test_in_the_last_hour_the_screen_keeps_its_first_places(app: Flask, mara: Browser, cast: Cast, clock: Clock):
    hour = timedelta(hours=1)
    with work():
        a_reply(cast.ana, NOON)
        members = [cast.ana.id, cast.ben.id, cast.cleo.id, cast.dev.id]
        contest = a_competition(cast.mara, members, suspense=True, ends_at=NOON + 2 * hour)
    secret = secret_of(mara.post(f"/desk/competitions/{contest.id}/screen"))
    clock.at = NOON + hour * 1.5
    with work():
        a_reply(cast.dev, clock.at)
        a_reply(cast.ben, clock.at)

    def screen() -> tuple[int, list[tuple]]:
        state = Browser(app).get(f"/screen/{secret}/state").json
        return state["suspense"], [(e["rank"], e["name"], e["score"]) for e in state["entries"]]

    assert screen() == (3, [(1, "Ana", 10), (2, "Ben", 0), (2, "Cleo", 0), (4, "Dev", 10)])
    told = Program(app, cast.ana).get(f"/competitions/{contest.id}/standings").json["entries"]
    assert [e["score"] for e in told] == [10, 10, 10, 0], "on the pages it is as it is"
    clock.at = NOON + 3 * hour
    assert screen() == (0, [(1, "Ana", 10), (1, "Ben", 10), (1, "Dev", 10), (4, "Cleo", 0)])


def test_an_hour_with_seconds_hinders_no_change_of_the_prize(mara: Browser, cast: Cast, clock: Clock):
    with work():
        start = NOON + timedelta(seconds=7, microseconds=5)
        contest = a_competition(cast.mara, [cast.ana.id, cast.ben.id], starts_at=start)
    clock.at = NOON + timedelta(days=1)
    when = f"/desk/competitions/{contest.id}/when"
    page = mara.get(when).text
    shown = {name: value for name in HOURS for value in re.findall(rf'name="{name}"[^>]* value="([^"]*)"', page)}
    assert shown == {"starts_at": "2026-11-24T12:00", "ends_at": "2026-11-28T00:00"}
    assert mara.post(when, **WHEN | shown | {"prize": "Pie"}).status_code == 302
    assert (only().prize, only().starts_at) == ("Pie", start)
    assert mara.post(when, **WHEN | shown | {"time_zone": "Asia/Kolkata"}).status_code == 409
    assert mara.post(when, **WHEN | shown | {"starts_at": "2026-11-24T12:01"}).status_code == 409

"""The pages: the desk's, the big screen's and a phone's, without scripts, for every role and for strangers."""

import re

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Browser, Clock, everything, statements
from tests.huddle.conftest import Meeting
from webapp.huddle import choosing


@pytest.mark.parametrize("who", ["kofi", "mara", "ada"])
def test_a_leader_starts_one_from_the_desk_and_lands_on_the_big_screen(app: Flask, cast: Cast, clock: Clock, who: str):
    browser = Browser(app, getattr(cast, who))
    page = browser.get("/desk/huddle")
    assert page.status_code == 200
    assert 'aria-current="true">Huddle</a>' in page.text
    chosen = choosing.playable(clock())[0].id
    started = browser.post("/desk/huddle", challenge_id=str(chosen), reply_minutes="3", judge_minutes="1")
    assert started.status_code == 302
    screen = browser.get(started.location)
    assert screen.status_code == 200
    assert "<svg" in screen.text
    assert "no points" in screen.text
    assert [row[5:7] for row in everything()["huddles"]] == [(180, 60)]


def test_a_rep_finds_no_way_to_start_one(app: Flask, cast: Cast):
    browser = Browser(app, cast.ana)
    assert "/desk/huddle" not in browser.get("/").text
    before = everything()
    assert browser.get("/desk/huddle").status_code == 403
    assert browser.post("/desk/huddle", challenge_id="1").status_code == 403
    assert everything() == before


@pytest.mark.parametrize(
    "form",
    [{}, {"challenge_id": "x"}, {"challenge_id": str(2**40)}, {"challenge_id": "1", "reply_minutes": "99"}],
)
def test_a_start_that_cannot_be_says_why(app: Flask, cast: Cast, form: dict[str, str]):
    before = everything()
    page = Browser(app, cast.kofi).post("/desk/huddle", **form)
    assert page.status_code in (404, 409, 422)
    assert 'role="alert"' in page.text
    assert everything() == before


@pytest.mark.parametrize("who", ["ana", "mara", "ada", "outsider"])
def test_the_big_screen_is_its_leaders_alone(app: Flask, cast: Cast, meeting: Meeting, who: str):
    browser, before = Browser(app, getattr(cast, who)), everything()
    page = browser.get(f"/huddle/{meeting.id}/screen")
    assert page.status_code == 404
    assert meeting.code not in page.text
    for step in ("next", "extension", "end"):
        assert browser.post(f"/huddle/{meeting.id}/{step}", turn="0").status_code == 404
    assert everything() == before


def test_a_stranger_signs_in_first_and_comes_back(app: Flask, cast: Cast, meeting: Meeting):
    nobody = Browser(app)
    asked = nobody.get(f"/huddle/{meeting.code}")
    assert asked.status_code == 302
    assert f"next=/huddle/{meeting.code}" in asked.location.replace("%2F", "/")
    assert nobody.get(f"/huddle/{meeting.id}/screen").status_code == 302
    assert nobody.get("/desk/huddle").status_code == 302


def test_joining_takes_one_tap_and_no_look_changes_anything(app: Flask, cast: Cast, meeting: Meeting):
    dev, before = Browser(app, cast.dev), everything()
    assert "I'm in, as Dev" in dev.get(f"/huddle/{meeting.code}").text
    assert everything() == before
    assert dev.post(f"/huddle/{meeting.code}/join").location == f"/huddle/{meeting.code}"
    assert "You're in. Look up." in dev.get(f"/huddle/{meeting.code}").text


def test_a_typed_code_leads_there_and_a_wrong_one_is_told_kindly(app: Flask, cast: Cast, meeting: Meeting):
    dev = Browser(app, cast.dev)
    typed = dev.get(f"/huddle?code=+{meeting.code.lower()[:3]}-{meeting.code[3:]}")
    assert typed.location == f"/huddle/{meeting.code}"
    wrong = dev.get("/huddle/QQQQQQ")
    assert wrong.status_code == 404
    assert "Look at the big screen once more" in wrong.text
    assert dev.post("/huddle/QQQQQQ/join").status_code == 404
    assert dev.get("/huddle/%00").status_code == 404


def test_who_has_not_joined_writes_nothing(app: Flask, cast: Cast, meeting: Meeting):
    meeting.go_on()
    meeting.reply(cast.ana, "Nine days.")
    before = everything()
    for who in (cast.dev, cast.kofi, cast.outsider):
        browser = Browser(app, who)
        assert browser.post(f"/huddle/{meeting.code}/reply", text="Hello.").status_code == 404
        reply_id = before["huddle_replies"][0][0]
        assert browser.post(f"/huddle/{meeting.code}/votes/{reply_id}", fact="2", persuasion="2").status_code == 404
    assert everything() == before


def test_the_prompt_is_a_secret_until_the_round_begins(app: Flask, cast: Cast, meeting: Meeting):
    prompt = meeting.huddle.challenge.prompt.text
    phone = Browser(app, cast.ana)
    assert prompt not in phone.get(f"/huddle/{meeting.code}").text
    assert prompt not in Browser(app, cast.kofi).get(f"/huddle/{meeting.id}/screen").text
    meeting.go_on()
    assert prompt in phone.get(f"/huddle/{meeting.code}").text


def test_a_whole_round_works_without_scripts(app: Flask, cast: Cast, meeting: Meeting):
    ana, ben, kofi = (Browser(app, who) for who in (cast.ana, cast.ben, cast.kofi))
    kofi.post(f"/huddle/{meeting.id}/next", turn="0")
    empty = ana.post(f"/huddle/{meeting.code}/reply", text=" ")
    assert empty.status_code == 422
    assert "Write a sentence first" in empty.text
    assert ana.post(f"/huddle/{meeting.code}/reply", text="Nine days, <b>named</b> lead.").status_code == 302
    kofi.post(f"/huddle/{meeting.id}/next", turn="1")
    page = ben.get(f"/huddle/{meeting.code}").text
    assert "Nine days, &lt;b&gt;named&lt;/b&gt; lead." in page
    assert "Ana" not in page
    where = re.findall(r'action="([^"]+/votes/\d+)"', page)[0]
    assert ben.post(where, fact="9", persuasion="1").status_code == 302
    assert "two whole numbers" in ben.get(f"/huddle/{meeting.code}").text
    assert ben.post(where, fact="2", persuasion="1").status_code == 302
    kofi.post(f"/huddle/{meeting.id}/next", turn="2")
    assert "Ana" not in ben.get(f"/huddle/{meeting.code}").text
    kofi.post(f"/huddle/{meeting.id}/next", turn="3")
    screen = kofi.get(f"/huddle/{meeting.id}/screen").text
    assert '<b data-part="name">Ana</b>' in screen
    assert "First place. The room is yours." in ana.get(f"/huddle/{meeting.code}").text
    kofi.post(f"/huddle/{meeting.id}/next", turn="4")
    assert "On to today's challenge" in ana.get(f"/huddle/{meeting.code}").text
    assert ">Ana</td>" in kofi.get("/desk/huddle").text


def test_each_leader_sees_their_own_huddles(app: Flask, cast: Cast, meeting: Meeting):
    assert f"/huddle/{meeting.id}/screen" in Browser(app, cast.kofi).get("/desk/huddle").text
    for who in (cast.mara, cast.ada):
        assert f"/huddle/{meeting.id}/screen" not in Browser(app, who).get("/desk/huddle").text


def test_the_desk_asks_as_little_for_many_huddles_as_for_one(app: Flask, cast: Cast, meeting: Meeting, clock: Clock):
    kofi = Browser(app, cast.kofi)
    kofi.get("/desk/huddle")
    with statements() as for_one:
        kofi.get("/desk/huddle")
    for _more in range(4):
        Meeting(cast, clock)
    with statements() as for_five:
        kofi.get("/desk/huddle")
    assert len(for_five) == len(for_one)

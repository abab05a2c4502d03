"""A prospect's message becomes a line for a manager to read, whoever heard it and however they sign in."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON, PASSWORD, Cast
from tests.doors import Browser, Program
from webapp.core.characters import is_readable
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.passwords import hash_password
from webapp.playbook.heard import LONGEST, heard
from webapp.playbook.models import Prompt

SAID = "We already have a tool for that, and nobody uses it."


def lines() -> list[Prompt]:
    return list(db.session.scalars(db.select(Prompt).where(Prompt.state == "review")))


@pytest.fixture
def ana(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ana)


def test_what_was_shared_is_shown_before_anything_is_written(ana: Browser) -> None:
    assert ana.post("/share", title="Re: offer", text=SAID, url="https://mail.test/1").location == "/share"
    page = ana.get("/share").text
    assert SAID in page
    assert "Re: offer" not in page
    assert lines() == []


def test_whoever_has_no_share_button_finds_the_door_in_the_playbook(ana: Browser) -> None:
    assert 'href="/share"' in ana.get("/playbook").text


def test_a_reps_line_waits_for_review_with_who_and_when(ana: Browser, cast: Cast) -> None:
    ana.post("/share", text=SAID)
    assert ana.post("/share/line", text=SAID, persona="Owner of six bars", stage="demo").location == "/share/thanks"
    assert "Thank you" in ana.get("/share/thanks").text
    (line,) = lines()
    assert (line.text, line.persona, line.stage) == (SAID, "Owner of six bars", "demo")
    assert [(step.state, step.by, step.at) for step in line.steps] == [("review", cast.ana, NOON)]
    assert SAID not in ana.get("/share").text


def test_the_manager_finds_it_and_gives_it_a_topic_before_it_goes_live(app: Flask, cast: Cast, ana: Browser) -> None:
    ana.post("/share/line", text=SAID)
    (line,) = lines()
    mara, path = Browser(app, cast.mara), f"/desk/playbook/lines/{line.id}"
    review = mara.get("/desk/playbook/review").text
    assert SAID in review
    assert "Ana" in review
    mara.post(f"{path}/state", state="live", version=1)
    assert line.state == "review"
    words = {"text": SAID, "persona": "Owner", "mood": "tired", "stage": "demo", "situation": "trust"}
    mara.post(path, version=1, topic="Topic 1", then="live", **words)
    db.session.refresh(line)
    assert (line.state, line.topic.name) == ("live", "Topic 1")


def test_a_manager_cannot_make_it_live_past_what_they_typed(app: Flask, cast: Cast, ana: Browser) -> None:
    ana.post("/share/line", text=SAID)
    (line,) = lines()
    assert Browser(app, cast.mara).get(f"/desk/playbook/lines/{line.id}").text.count("Make it live") == 1


def test_no_rep_is_offered_a_topic_under_which_there_is_nothing(ana: Browser) -> None:
    ana.post("/share/line", text=SAID)
    page = ana.get("/playbook").text
    assert "Topic 0" in page
    assert "Heard from prospects" not in page


def test_a_rep_reads_and_changes_nothing_that_waits(app: Flask, cast: Cast, ana: Browser) -> None:
    ana.post("/share/line", text=SAID)
    (line,) = lines()
    for rep in (cast.ana, cast.outsider):
        assert Browser(app, rep).get(f"/desk/playbook/lines/{line.id}").status_code == 403
        assert Program(app, rep).get(f"/prompts/{line.id}").status_code == 404
        assert SAID not in Browser(app, rep).get("/share").text


def test_a_coach_who_shared_one_may_write_on_it(app: Flask, cast: Cast) -> None:
    Browser(app, cast.kofi).post("/share/line", text=SAID)
    assert [line.owner for line in lines()] == [cast.kofi]


def test_the_same_words_wait_once(app: Flask, cast: Cast, ana: Browser) -> None:
    for browser in (ana, ana, Browser(app, cast.ben)):
        assert browser.post("/share/line", text=f"  {SAID} ").status_code == 302
    assert len(lines()) == 1


def test_a_stranger_signs_in_and_finds_what_they_shared(app: Flask, cast: Cast) -> None:
    with work():
        db.session.merge(cast.ana).password_hash = hash_password(PASSWORD)
    stranger = Browser(app)
    assert stranger.post("/share", text=SAID).location == "/share"
    assert stranger.get("/share").location == "/sign-in?next=/share"
    signed_in = stranger.post("/sign-in", email=cast.ana.email, password=PASSWORD, next="/share")
    assert signed_in.location == "/share"
    assert SAID in stranger.get("/share").text


def test_a_stranger_hands_nothing_in(app: Flask, cast: Cast) -> None:
    assert Browser(app).post("/share/line", text=SAID).status_code == 302
    assert lines() == []


def test_the_operating_system_has_no_form_token_and_a_page_needs_one(
    cast: Cast, restarted: Callable[..., Flask]
) -> None:
    guarded = restarted(WTF_CSRF_ENABLED=True)
    ana = Browser(guarded, cast.ana)
    assert ana.post("/share", text=SAID).status_code == 303
    assert ana.post("/share/line", text=SAID).status_code == 400
    assert lines() == []


def test_nobody_floods_the_review(cast: Cast, restarted: Callable[..., Flask]) -> None:
    ana = Browser(restarted(RATELIMIT_ENABLED=True), cast.ana)
    answers = [ana.post("/share/line", text=f"{SAID} {n}").status_code for n in range(21)]
    assert answers == [302] * 20 + [429]


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 401, "bell\x07"])
def test_what_cannot_be_a_line_is_sent_back_with_every_word(ana: Browser, words: str) -> None:
    page = ana.post("/share/line", text=words, persona="Owner of six bars")
    assert page.status_code == 422
    assert "Owner of six bars" in page.text
    assert lines() == []


def test_a_stage_that_there_is_not_is_refused(ana: Browser) -> None:
    assert ana.post("/share/line", text=SAID, stage="lunch").status_code == 422


def test_a_cookie_of_somebody_elses_making_is_no_message(ana: Browser) -> None:
    ana.client.set_cookie("heard", "made-up", path="/share")
    page = ana.get("/share")
    assert page.status_code == 200
    assert "made-up" not in page.text


def test_a_long_message_is_cut_and_the_page_says_so(ana: Browser) -> None:
    ana.post("/share", text="Listen to this. " * 60)
    assert "this is its beginning" in ana.get("/share").text


def test_unfinished_lines_stay_out_of_files(app: Flask, cast: Cast, ana: Browser) -> None:
    ana.post("/share/line", text=SAID)
    assert SAID not in Program(app, cast.mara).get("/playbook/export", table="lines").text


@given(st.text(max_size=900), st.text(max_size=50), st.text(max_size=50))
def test_what_is_heard_is_readable_and_fits(text: str, title: str, url: str) -> None:
    said = heard(text, title, url)
    assert len(said.text) <= LONGEST
    assert said.text == said.text.strip()
    assert all(c in "\n\t" or is_readable(c) for c in said.text)


@pytest.mark.parametrize(
    ("text", "title", "url", "said"),
    [
        (SAID, "Mail", "https://a.test", SAID),
        ("", "Too dear for us", "", "Too dear for us"),
        (" \x00 ", "", "https://a.test", "https://a.test"),
        ("One.\r\nTwo.", "", "", "One.\nTwo."),
    ],
)
def test_the_message_goes_before_its_title_and_its_address(text: str, title: str, url: str, said: str) -> None:
    assert heard(text, title, url).text == said


def test_a_cut_ends_with_a_whole_word() -> None:
    said = heard("Wonderful " * 60, "", "")
    assert said.cut
    assert said.text.endswith("Wonderful")

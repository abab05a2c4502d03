"""The two minutes as pages: without JavaScript, and as fragments for htmx."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, everything, fields_of
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence
from webapp.points.queries import total
from webapp.points.verify import differences
from webapp.schedule.models import Recall
from webapp.schedule.recalls import right_answer

NASTY = '<script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def phone(app: Flask, cast: Cast) -> Browser:
    """Ana's."""
    return Browser(app, cast.ana)


def reply(phone: Browser, text: str, **more: str):
    return phone.post("/answers", **fields_of(phone.get("/?step=reply")) | {"text": text} | more)


def test_the_two_minutes_from_recall_to_result_with_plain_forms(app: Flask, cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    with work():
        theirs = [a_reply(author, clock.at) for author in (cast.ben, cast.cleo, cast.dev)]
    phone = Browser(app, cast.ana)

    recall = phone.get("/")
    action = re.search(r'action="(/recalls/(\d+))"', recall.text)
    assert action
    right = right_answer(db.session.get_one(Recall, int(action[2])))
    recalled = phone.post(action[1], choice=str(right.id))
    assert "still got it" in recalled.text
    assert "<html" in recalled.text

    replied = reply(phone, "Nine days, with one lead.")
    assert (replied.status_code, replied.location) == (302, "/?step=replied")
    assert "Streak safe" in phone.get(replied.location).text

    for _ in range(3):
        card = phone.get("/?step=judge")
        vote = re.search(r'action="(/answers/\d+/vote)"', card.text)
        assert vote
        assert 'data-votes="1"' not in card.text
        voted = phone.post(vote[1], fact="2", persuasion="1", reason="too_long")
        assert voted.status_code == 302
        assert "vote" in phone.get(voted.location).text
    assert {f"/answers/{answer.id}/vote" for answer in theirs} >= {vote[1]}

    result = phone.get("/?step=result")
    assert "Nine days, with one lead." in result.text
    assert "Judged colleagues" in result.text
    assert total(cast.ana.id) == 10 + 2 + 10 + 3
    assert differences() == []


def test_a_vote_may_be_changed_on_the_answers_page(app: Flask, cast: Cast, phone: Browser):
    with work():
        answer = a_reply(cast.ben, NOON)
        a_vote(cast.ana, answer, 0, 0, NOON)
    page = phone.get(f"/answers/{answer.id}")
    assert re.search(r'name="fact" value="0" required checked', page.text)
    phone.post(f"/answers/{answer.id}/vote", fact="2", persuasion="2")
    assert re.search(r'name="fact" value="2" required checked', phone.get(f"/answers/{answer.id}").text)
    assert total(cast.ana.id) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "empty"), ("   ", "empty"), ("\u200b", "empty"), ("a" * 401, "over 400"), ("kept \x07", "nobody can read")],
    ids=ascii,
)
def test_a_refused_reply_keeps_every_word_and_says_why(phone: Browser, text: str, words: str):
    phone.get("/")
    before = everything()
    page = reply(phone, text)
    assert page.status_code == 422
    assert words in page.text
    assert f">{text}</textarea>" in page.text
    assert everything() == before


def test_a_refused_reply_keeps_its_client_id_so_that_a_resend_is_the_same_reply(phone: Browser):
    form = fields_of(phone.get("/"))
    assert fields_of(reply(phone, "", client_id="mine"))["client_id"] == "mine"
    assert form["client_id"] != ""


def test_a_double_tap_on_send_is_one_reply(phone: Browser, cast: Cast):
    form = fields_of(phone.get("/"))
    for _ in range(2):
        assert phone.post("/answers", **form | {"text": "Nine days."}).status_code == 302
    assert total(cast.ana.id) == 10


def test_a_second_reply_is_refused_and_its_text_kept(phone: Browser):
    form = fields_of(phone.get("/"))
    reply(phone, "First.", challenge_id=form["challenge_id"], client_id="one")
    page = phone.post("/answers", **form | {"text": "Second.", "client_id": "two"})
    assert page.status_code == 409
    assert "already replied" in page.text
    assert "Second." in page.text


@pytest.mark.parametrize(
    "more",
    [
        {"challenge_id": ""},
        {"challenge_id": "abc"},
        {"challenge_id": str(2**31)},
        {"challenge_id": str(2**63)},
        {"challenge_id": "-1"},
        {"challenge_id": "1e3"},
        {"client_id": ""},
        {"client_id": "x" * 65},
        {"client_id": "a\nb"},
        {"client_id": "\x00"},
        {"client_id": "é"},
        {"written_at": "2026-11-24T19:00:00+01:00"},
        {"written_at": "0001-01-01T00:00:00+14:00"},
    ],
    ids=str,
)
def test_a_form_that_was_tampered_with_is_refused_with_a_sentence(phone: Browser, more: dict[str, str]):
    phone.get("/")
    before = everything()
    page = reply(phone, "Nine days.", **more)
    assert page.status_code in (404, 422)
    assert "Traceback" not in page.text
    assert everything() == before


@pytest.mark.parametrize("stated", ["", "yesterday", "2026-11-24T11:00:00", "\x00", "9" * 500])
def test_a_browser_that_cannot_say_when_is_taken_to_mean_now(phone: Browser, stated: str):
    assert reply(phone, "Nine days.", written_at=stated).status_code == 302


@pytest.mark.parametrize("where", ["/?step=replied", "/?step=result", "/arena", "/answers/1"])
def test_a_script_in_a_reply_is_text_on_every_page_of_its_author(phone: Browser, where: str):
    reply(phone, NASTY)
    page = phone.get(where)
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.text
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


def test_a_script_in_a_reply_is_text_for_its_judges(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ben, NOON, NASTY)
        a_reply(cast.ana, NOON)
    phone = Browser(app, cast.ana)
    for page in (phone.get("/?step=judge"), phone.get("/answers/1")):
        assert "&lt;script&gt;" in page.text
        assert "<script>alert" not in page.text


def test_pages_forbid_inline_scripts_and_framing(phone: Browser):
    policy = phone.get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_judging_card_is_blind(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ben, NOON)
        a_vote(cast.cleo, answer, 2, 2, NOON)
        a_reply(cast.ana, NOON)
    phone = Browser(app, cast.ana)
    for page in (phone.get("/?step=judge"), phone.get(f"/answers/{answer.id}")):
        assert "Ben" not in page.text
        assert 'data-votes="1"' not in page.text
        assert 'data-votes="0"' in page.text, "the tally that a vote fills is rendered empty"


@pytest.mark.parametrize("who", ["ben", "cleo", "outsider"])
def test_a_strangers_answer_page_is_not_there(app: Flask, cast: Cast, who: str):
    with work():
        answer = a_reply(cast.ana, NOON, "Only for those who may.")
    stranger = Browser(app, getattr(cast, who))
    page = stranger.get(f"/answers/{answer.id}")
    assert page.status_code == 404
    assert "Only for those" not in page.text
    assert stranger.post(f"/answers/{answer.id}/vote", fact="2", persuasion="2").status_code == 404


def test_managers_see_the_author_of_their_teams_replies_and_no_others(app: Flask, cast: Cast):
    with work():
        ours, theirs = a_reply(cast.ana, NOON), a_reply(cast.outsider, NOON)
    mara = Browser(app, cast.mara)
    assert "Ana said" in mara.get(f"/answers/{ours.id}").text
    assert mara.get(f"/answers/{theirs.id}").status_code == 404
    assert mara.post(f"/answers/{ours.id}/vote", fact="2", persuasion="2").status_code == 403


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"fact": "2"},
        {"fact": "3", "persuasion": "0"},
        {"fact": "-1", "persuasion": "0"},
        {"fact": "x", "persuasion": "1"},
        {"fact": "1", "persuasion": "1", "reason": "bribed"},
        {"fact": str(2**63), "persuasion": "1"},
    ],
    ids=str,
)
def test_a_vote_form_that_makes_no_sense_is_refused(app: Flask, cast: Cast, phone: Browser, form: dict[str, str]):
    with work():
        answer = a_reply(cast.ben, NOON)
        a_reply(cast.ana, NOON)
    phone.get("/?step=judge")
    before = everything()
    assert phone.post(f"/answers/{answer.id}/vote", **form).status_code == 422
    assert everything() == before


def test_the_arena_opens_with_my_own_reply_and_shows_no_names(app: Flask, cast: Cast, phone: Browser):
    with work():
        answer = a_reply(cast.ben, NOON, "What Benjamin wrote.")
    locked = phone.get("/arena")
    assert "Reply first, then look." in locked.text
    assert "What Benjamin wrote." not in locked.text
    reply(phone, "Mine.")
    assert "What Benjamin wrote." not in phone.get("/arena").text, "it is never a picker"
    with work():
        a_vote(cast.ana, answer, 2, 2, NOON)
    arena = phone.get("/arena").text
    assert "What Benjamin wrote." in arena
    assert ">Ben<" not in arena


def test_practice_has_its_form_its_result_and_no_points(phone: Browser, cast: Cast):
    phone.get("/")
    started = phone.post("/practice")
    assert started.status_code == 302
    form = fields_of(phone.get(started.location))
    practised = phone.post("/answers", **form | {"text": "Just for me."})
    assert practised.status_code == 200
    assert "just for you" in practised.text
    assert total(cast.ana.id) == 0


def test_a_refused_practice_reply_keeps_its_text_too(phone: Browser):
    phone.get("/")
    form = fields_of(phone.get(phone.post("/practice").location))
    page = phone.post("/answers", **form | {"text": "b" * 401})
    assert page.status_code == 422
    assert "over 400" in page.text
    assert "b" * 401 in page.text


def test_a_practice_that_was_not_served_to_me_is_not_there(app: Flask, cast: Cast, phone: Browser):
    theirs = Browser(app, cast.outsider).post("/practice").location
    assert phone.get(theirs).status_code == 404
    assert phone.get("/practice/2147483647").status_code == 404
    assert phone.get(f"/practice/{2**63}").status_code == 404


def test_the_second_try_comes_after_the_first_with_the_model_beside_it(phone: Browser):
    challenge = fields_of(phone.get("/"))["challenge_id"]
    early = phone.post(f"/practice/{challenge}", text="Let me see the model reply.")
    assert early.status_code == 403
    assert "Shall we look at your first week together?" not in early.text
    reply(phone, "Nine days.")
    before = everything()
    tried = phone.post(f"/practice/{challenge}", text="Nine days, one lead.")
    assert tried.status_code == 200
    assert "Shall we look at your first week together?" in tried.text
    assert everything() == before, "nothing is kept"
    assert phone.post(f"/practice/{challenge}", text="a" * 401).status_code == 422


@pytest.mark.parametrize("challenge_id", [31, 32, 2**31 - 1])
def test_a_second_try_at_what_was_never_mine_is_not_there(phone: Browser, challenge_id: int):
    page = phone.post(f"/practice/{challenge_id}", text="Show me.")
    assert page.status_code == 404


def test_a_day_off_says_so_and_offers_one_anyway(app: Flask, cast: Cast, clock: Clock, phone: Browser):
    clock.forward(days=4)
    page = phone.get("/").text
    assert "Saturday: nothing is due" in page
    assert 'name="text"' in page
    clock.forward(days=-4)
    with work():
        enter_absence(cast.ben, NOON.date(), NOON.date(), cast.ben, now=NOON)
    assert "You are away: nothing is due" in Browser(app, cast.ben).get("/").text


def test_someone_without_a_cohort_reads_why_there_is_nothing(app: Flask, cast: Cast):
    with work():
        newcomer = cast.person("Newcomer", "rep", cast.reds)
    phone = Browser(app, newcomer)
    for where in ("/", "/?step=reply", "/?step=judge", "/?step=result", "/?step=replied"):
        page = phone.get(where)
        assert page.status_code == 200
        assert "not in a cohort yet" in page.text
    assert "No challenge today." in phone.get("/arena").text
    assert phone.get("/me").status_code == 200
    assert phone.get("/boards").status_code == 200


def test_coaches_managers_and_admins_start_at_their_desk(app: Flask, cast: Cast):
    kofi = Browser(app, cast.kofi)
    assert kofi.get("/").location == "/desk/coaching"
    assert kofi.get("/?step=judge").location == "/desk/coaching"
    assert "<span>Today</span>" not in kofi.get("/desk/coaching").text, "no second way to the same queue"
    for boss, first in ((cast.mara, "/desk/insights"), (cast.ada, "/desk/people")):
        browser = Browser(app, boss)
        assert browser.get("/").location == first
        assert "<span>Today</span>" not in browser.get("/desk/people").text


def test_no_step_can_be_jumped_to_before_its_time(phone: Browser, cast: Cast, subtests: pytest.Subtests):
    with work():
        a_reply(cast.ben, NOON, "Not yet for Ana.")
    for step in ("", "recall", "reply", "replied", "judge", "result", "nonsense", "\x00", "<b>"):
        with subtests.test(step=step):
            page = phone.get("/", query_string={"step": step})
            assert page.status_code == 200
            assert 'name="text"' in page.text
            assert "Not yet for Ana." not in page.text


def test_fragments_for_htmx_have_no_page_around_them(app: Flask, cast: Cast, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
        theirs = a_reply(cast.ben, NOON)
    clock.forward(days=1)
    phone = Browser(app, cast.ana)
    recall = phone.tap("/")
    path = re.search(r"/recalls/\d+", recall.text)
    choice = re.search(r'name="choice" value="(\d+)"', recall.text)
    assert path
    assert choice
    form = fields_of(phone.get("/?step=reply")) | {"text": "Nine days."}
    taps = [
        recall,
        phone.tap(path[0], choice=choice[1]),
        phone.tap("/?step=reply"),
        phone.tap("/answers", **form | {"text": ""}),
        phone.tap("/answers", **form),
        phone.tap("/?step=judge"),
        phone.tap(f"/answers/{theirs.id}/vote", fact="1", persuasion="1"),
        phone.tap("/?step=result"),
        phone.tap(f"/practice/{form['challenge_id']}", text="Again."),
        phone.tap("/boards/people?period=all"),
    ]
    for tapped in taps:
        assert tapped.status_code in (200, 422), tapped.text
        assert "<html" not in tapped.text
        assert tapped.text.strip()


def test_a_page_that_is_not_there_says_so_with_a_way_back(phone: Browser, subtests: pytest.Subtests):
    for path in [
        "/answers/0",
        "/answers/abc",
        f"/answers/{2**31}",
        f"/answers/{2**63}",
        "/answers/%00",
        "/nothing",
        "/recalls/1",
    ]:
        with subtests.test(path=path):
            page = phone.get(path)
            assert page.status_code in (404, 405)
            assert "Back to today" in page.text


def test_a_recall_form_that_makes_no_sense_is_refused(
    phone: Browser, cast: Cast, clock: Clock, subtests: pytest.Subtests
):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    recall = re.search(r"/recalls/\d+", phone.get("/").text)
    assert recall
    before = everything()
    for choice in ("", "abc", "-1", "0", str(2**31), str(2**63), "48"):
        with subtests.test(choice=choice):
            assert phone.post(recall[0], choice=choice).status_code == 422
            assert everything() == before


@pytest.mark.parametrize("who", ["ben", "outsider", "kofi", "mara"])
def test_a_strangers_question_is_not_there(app: Flask, cast: Cast, phone: Browser, clock: Clock, who: str):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    page = phone.get("/").text
    recall, choice = re.search(r"/recalls/\d+", page), re.search(r'name="choice" value="(\d+)"', page)
    assert recall
    assert choice
    before = everything()
    stranger = Browser(app, getattr(cast, who)).post(recall[0], choice=choice[1])
    assert stranger.status_code == 404
    assert "Nine days" not in stranger.text
    assert everything() == before


@pytest.mark.parametrize("seconds", ["", "soon", "nan", "inf", "-1", "1e999", "4.2"])
def test_seconds_that_no_watch_shows_are_left_out(phone: Browser, cast: Cast, clock: Clock, seconds: str):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    page = phone.get("/").text
    recall, choice = re.search(r"/recalls/\d+", page), re.search(r'name="choice" value="(\d+)"', page)
    assert recall
    assert choice
    assert phone.post(recall[0], choice=choice[1], seconds=seconds).status_code == 200
    assert db.session.scalar(db.select(Recall.seconds).where(Recall.answered_at.is_not(None))) in (None, 4.2)


def test_a_reply_for_a_day_that_is_over_is_a_conflict_that_keeps_the_text(phone: Browser, clock: Clock):
    form = fields_of(phone.get("/"))
    clock.at = NOON + timedelta(days=1)
    page = phone.post("/answers", **form | {"text": "What I meant to say."})
    assert page.status_code == 409
    assert "What I meant to say." in page.text


def test_the_first_of_the_day_is_told_that_nobodys_reply_waits(app: Flask, cast: Cast):
    ana, ben = Browser(app, cast.ana), Browser(app, cast.ben)
    page = ana.get(reply(ana, "Nine days, with one lead.").location).text
    assert "nobody's reply waits" in page.replace("&#39;", "'")
    assert "Judge 3" not in page
    assert "Judge 1 reply" in ben.get(reply(ben, "Nine days.").location).text


def test_only_who_comes_back_is_invited_to_the_home_screen(cast: Cast, phone: Browser, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    assert "data-install" not in phone.get("/?step=result").text
    clock.forward(days=1)
    with work():
        a_reply(cast.ana, clock.at)
    assert "data-install" in phone.get("/?step=result").text
    assert "data-install" not in phone.get("/?step=judge").text

"""GET /coaching/queue and the desk: ordered, with reasons, blind, and the minutes it took."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, everything, refused
from webapp.coaching.models import Look
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import CoachedCohort
from webapp.voting.actions import assign

WRITTEN: dict[str, dict[str, str]] = {
    "/vote": {"fact": "2", "persuasion": "2"},
    "/done": {"text": "Well said."},
    "/skip": {},
    "/moderation": {"kind": "hidden", "why": "It insults the prospect."},
    "/stays": {},
    "/look": {"in_sight": "1"},
}


@pytest.fixture
def kofi(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.kofi)


def test_the_queue_is_ordered_by_what_a_minute_changes_and_says_why(kofi: Program, cast: Cast):
    with work():
        agreed, split, unjudged = (a_reply(who, NOON, f"Said {who.name}.") for who in (cast.ana, cast.ben, cast.cleo))
        for judge, fact in ((cast.ben, 2), (cast.cleo, 2), (cast.dev, 2)):
            a_vote(judge, agreed, fact, 2, NOON)
        for judge, fact in ((cast.ana, 0), (cast.cleo, 2), (cast.dev, 2)):
            a_vote(judge, split, fact, 2, NOON)
    answers = kofi.get("/coaching/queue").json["answers"]
    assert [one["id"] for one in answers] == [split.id, unjudged.id, agreed.id]
    assert [one["reason"] for one in answers] == [
        "Three judges disagree",
        "Nobody has judged it yet",
        "3 judges so far",
    ]


def test_a_coach_who_disagrees_with_a_peer_is_no_peer(kofi: Program, cast: Cast):
    with work():
        answer, other = a_reply(cast.ana, NOON), cast.person("Second coach", "coach")
        a_vote(cast.ben, answer, 0, 2, NOON)
        a_vote(other, answer, 2, 2, NOON)
    assert [one["reason"] for one in kofi.get("/coaching/queue").json["answers"]] == ["Two judges disagree"]


def test_the_queue_is_blind(kofi: Program, cast: Cast):
    with work():
        a_vote(cast.ben, a_reply(cast.ana, NOON), 2, 2, NOON)
    queue = kofi.get("/coaching/queue")
    (one,) = queue.json["answers"]
    assert one.keys() == {"id", "text", "proof", "challenge", "reason"}
    for secret in ('"Ana"', "ana@", "Reds", "tally", "score", "author", "person_id"):
        assert secret not in queue.text


def test_a_card_tells_nothing_of_another_coachs_badge_or_mark_before_the_vote(app: Flask, cast: Cast):
    with work():
        answer, other = a_reply(cast.ana, NOON), cast.person("Second coach", "coach")
        db.session.add(CoachedCohort(person_id=other.id, cohort_id=cast.autumn.id))
    second = Program(app, other)
    second.post(f"/answers/{answer.id}/badge", badge="good-ear", praise="You heard the worry.")
    second.put(f"/answers/{answer.id}/model")
    second.put(f"/answers/{answer.id}/vote", fact=2, persuasion=2)
    desk = Browser(app, cast.kofi)
    before = desk.get(f"/desk/coaching/{answer.id}").text
    for secret in ("You heard the worry.", "Second coach", "was_model", 'data-votes="1"'):
        assert secret not in before
    assert "You heard the worry." in desk.tap(f"/desk/coaching/{answer.id}/vote", fact="1", persuasion="1").text


def test_somebody_in_their_first_week_is_seen_early(kofi: Program, cast: Cast):
    with work():
        new = cast.person("Newcomer", "rep", cast.reds, cast.autumn)
        new.joined_on = TUESDAY - timedelta(days=2)
        for who in (new, cast.ana):
            answer = a_reply(who, NOON)
            for judge in (cast.ben, cast.cleo):
                a_vote(judge, answer, 1, 1, NOON)
    assert kofi.get("/coaching/queue").json["answers"][0]["reason"] == "New here, first week"


def test_what_was_reported_comes_first_even_after_its_closing(app: Flask, kofi: Program, cast: Cast, clock: Clock):
    with work():
        answer = a_reply(cast.ana, NOON, "Buy it or be sorry.")
        a_vote(cast.ben, answer, 1, 1, NOON)
    Program(app, cast.ben).post(f"/answers/{answer.id}/report", reason="rude", words="Threatens.")
    clock.at = answer.closes_at
    assert [one["reason"] for one in kofi.get("/coaching/queue").json["answers"]] == ["A colleague reported it"]
    desk = Browser(app, cast.kofi)
    page = desk.get("/desk/coaching").text
    assert "Threatens." in page
    assert "<legend>" not in page.split("after stack")[0], "voting has closed"
    assert "data-tally" not in page, "and who has not judged it still learns nothing of its votes"
    desk.post(f"/desk/coaching/{answer.id}/stays")
    assert "Nobody waits for you." in desk.get("/desk/coaching").text


@pytest.mark.parametrize("who", ["ana", "mara", "ada", "outsider"])
def test_only_coaches_have_the_desk(app: Flask, cast: Cast, who: str):
    """Not even for what they may do elsewhere: vote on what was served to them, or moderate. Managers and admins are
    shown on to what their coaches' minutes bring."""
    person = getattr(cast, who)
    with work():
        answer = a_reply(cast.ben, NOON)
        assign(person, [answer.id], now=NOON)
    refused(Program(app, person).get("/coaching/queue"), 403, "coaches")
    browser, before = Browser(app, person), everything()
    assert browser.get("/desk/coaching").status_code == (302 if who in ("mara", "ada") else 403)
    assert browser.get(f"/desk/coaching/{answer.id}").status_code == 403
    for path, form in WRITTEN.items():
        response = browser.post(f"/desk/coaching/{answer.id}{path}", **form)
        assert response.status_code == 403, path
        assert "This desk is for coaches." in response.text
    assert everything() == before


def test_nobody_signed_in_is_shown_to_the_door_of_the_desk(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ben, NOON)
    for path in WRITTEN:
        assert "/sign-in" in Browser(app).post(f"/desk/coaching/{answer.id}{path}").location


def test_a_coach_of_another_cohort_sees_nothing_of_ours(app: Flask, cast: Cast):
    with work():
        answer, stranger = a_reply(cast.ana, NOON, "Not theirs."), cast.person("Other", "coach")
    assert Program(app, stranger).get("/coaching/queue").json["answers"] == []
    browser = Browser(app, stranger)
    assert "Not theirs." not in browser.get("/desk/coaching").text
    assert browser.get(f"/desk/coaching/{answer.id}").status_code == 404


def test_one_button_keeps_note_model_and_badge_and_brings_the_next(app: Flask, cast: Cast):
    with work():
        first, second = a_reply(cast.ana, NOON, "The first."), a_reply(cast.ben, NOON, "The second.")
    desk = Browser(app, cast.kofi)
    page = desk.tap(f"/desk/coaching/{second.id}/vote", fact="2", persuasion="2")
    assert "You are the first to judge it" in page.text
    page = desk.tap(
        f"/desk/coaching/{second.id}/done",
        text="Lovely ending.",
        chips="great_opening",
        model="1",
        badge="good-ear",
        praise="You heard the worry.",
    )
    assert "The first." in page.text
    assert "Lovely ending." not in page.text
    assert f'data-look="/desk/coaching/{first.id}/look"' in page.text
    ben = Browser(app, cast.ben)
    reply = ben.get(f"/answers/{second.id}").text
    for words in ("Kofi, to you", "Lovely ending.", "Great opening", "You heard the worry.", "A coach picked this"):
        assert words in reply
    assert "You heard the worry." in ben.get("/me").text


def test_what_is_wrong_is_said_on_the_same_card_and_nothing_is_kept(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
    desk = Browser(app, cast.kofi)
    desk.tap(f"/desk/coaching/{answer.id}/vote", fact="2", persuasion="2")
    before = everything()
    page = desk.tap(f"/desk/coaching/{answer.id}/done", text="Kept words.", badge="good-ear", praise=" ")
    assert page.status_code == 422
    assert "sentence of praise" in page.text
    assert "Kept words." in page.text
    assert everything() == before


def test_a_skipped_reply_comes_back_later(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON, "Skip me.")
    desk = Browser(app, cast.kofi)
    page = desk.tap(f"/desk/coaching/{answer.id}/skip", skipped="")
    assert "Nobody waits for you." in page.text
    assert "Back to the skipped ones" in page.text
    assert "Skip me." in desk.get("/desk/coaching").text


def test_minutes_are_measured_and_shown(app: Flask, cast: Cast, clock: Clock):
    with work():
        for who in (cast.ana, cast.ben, cast.cleo):
            a_reply(who, NOON)
    desk = Browser(app, cast.kofi)
    assert "minutes today" not in desk.get("/desk/coaching").text, "nothing yet, nothing said"
    for _ in range(3):
        current = db.session.scalars(select(Look.answer_id).where(Look.seconds.is_(None))).one()
        clock.forward(seconds=50)
        desk.post(f"/desk/coaching/{current}/vote", fact="2", persuasion="1")
        page = desk.tap(f"/desk/coaching/{current}/done", text="")
    assert "3 minutes today, 3 replies" in page.text
    assert Program(app, cast.kofi).get("/coaching/queue").json["today"] == {"minutes": 3, "replies": 3}


def test_whatever_a_coach_says_about_a_reply_counts_it_once(app: Flask, kofi: Program, cast: Cast, clock: Clock):
    with work():
        noted, praised, hidden, stayed = (a_reply(who, NOON) for who in (cast.ana, cast.ben, cast.cleo, cast.dev))
    kofi.put(f"/answers/{noted.id}/note", text="Lead with the nine days.")
    for _again in range(2):
        kofi.put(f"/answers/{praised.id}/model")
    kofi.post(f"/answers/{praised.id}/badge", badge="good-ear", praise="You heard the worry.")
    kofi.post(f"/answers/{hidden.id}/moderation", kind="hidden", why="It insults the prospect.")
    Program(app, cast.ada).post(f"/answers/{stayed.id}/report", reason="rude")
    assert kofi.get("/coaching/queue").json["today"]["replies"] == 3
    kofi.delete(f"/answers/{stayed.id}/report")
    assert kofi.get("/coaching/queue").json["today"]["replies"] == 4
    clock.forward(days=1)
    assert kofi.get("/coaching/queue").json["today"]["replies"] == 0


def test_a_look_that_was_put_away_stops_and_goes_on_in_sight(app: Flask, cast: Cast, clock: Clock):
    with work():
        answer = a_reply(cast.ana, NOON)
    desk, path = Browser(app, cast.kofi), f"/desk/coaching/{answer.id}/look"
    desk.get("/desk/coaching")
    clock.forward(seconds=20)
    desk.post(path)
    clock.forward(hours=1)
    desk.post(path, in_sight="1")
    clock.forward(seconds=25)
    desk.post(path)
    assert db.session.scalars(select(Look.seconds).order_by(Look.id)).all() == [20, 25]
    clock.forward(days=1)
    assert "today," not in desk.get("/desk/coaching").text


def test_leaving_one_card_does_not_stop_the_clock_of_the_next(app: Flask, cast: Cast, clock: Clock):
    """A browser says that a page was left once the next one is there."""
    with work():
        first, second = a_reply(cast.ana, NOON), a_reply(cast.ben, NOON)
    desk = Browser(app, cast.kofi)
    desk.get(f"/desk/coaching/{first.id}")
    clock.forward(seconds=20)
    desk.get(f"/desk/coaching/{second.id}")
    desk.post(f"/desk/coaching/{first.id}/look")
    clock.forward(seconds=25)
    desk.post(f"/desk/coaching/{second.id}/look")
    looks = db.session.execute(select(Look.answer_id, Look.seconds).order_by(Look.id)).all()
    assert [tuple(look) for look in looks] == [(first.id, 20), (second.id, 25)]

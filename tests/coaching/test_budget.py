"""Minutes a day: what they hold, what is said when they are spent, and on beyond them."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, everything, refused
from webapp.answers.models import Answer
from webapp.coaching.actions import close_look, open_look
from webapp.coaching.budgets import day_of, set_budget
from webapp.coaching.models import Budget
from webapp.coaching.queue import queue
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person

WORDS = "Nine working days, and a named lead stays with you. " * 3


@pytest.fixture
def twelve(cast: Cast) -> list[Answer]:
    """Nobody has judged them, and each takes the usual forty seconds."""
    with work():
        people = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(12)]
        return [a_reply(person, NOON, WORDS[:156] + f"{n:04}") for n, person in enumerate(people)]


def budget(minutes: int | None, coach: Person) -> None:
    with work():
        set_budget(coach, minutes, now=NOON)


def a_look(coach: Person, answer: Answer, seconds: int) -> None:
    with work():
        open_look(coach, answer.id, now=NOON)
        close_look(coach, answer.id, now=NOON + timedelta(seconds=seconds))


def ids(coach: Person) -> list[int]:
    return [one.answer.id for one in queue(coach, now=NOON)]


def test_without_a_budget_all_of_it_waits(cast: Cast, twelve: list[Answer]):
    assert len(ids(cast.kofi)) == 12
    assert day_of(cast.kofi, now=NOON).left is None


def test_the_days_pick_is_as_many_as_the_budget_holds(cast: Cast, twelve: list[Answer]):
    budget(5, cast.kofi)
    assert len(ids(cast.kofi)) == 8, "five minutes of forty seconds, the last one by half"
    a_look(cast.kofi, twelve[0], 100)
    assert len(ids(cast.kofi)) == 5
    a_look(cast.kofi, twelve[1], 180)
    assert len(ids(cast.kofi)) == 1, "twenty seconds are half of one more"
    a_look(cast.kofi, twelve[2], 20)
    assert ids(cast.kofi) == []


def test_it_goes_by_what_a_second_changes(cast: Cast):
    """Nobody has judged the first two, and the shorter one is quicker; peers are at odds over the third."""
    with work():
        short, long = a_reply(cast.ana, NOON, "Nine days."), a_reply(cast.ben, NOON, WORDS * 2)
        split, alike = a_reply(cast.cleo, NOON, WORDS), a_reply(cast.dev, NOON, WORDS + "!")
        for judge, fact in ((cast.ana, 0), (cast.ben, 2)):
            a_vote(judge, split, fact, 2 - fact, NOON)
            a_vote(judge, alike, 1, 1, NOON)
    budget(30, cast.kofi)
    assert ids(cast.kofi) == [short.id, long.id, split.id, alike.id]


def test_the_order_is_the_same_whichever_way_the_votes_point(cast: Cast):
    with work():
        good, bad = a_reply(cast.ana, NOON, WORDS), a_reply(cast.ben, NOON, WORDS + "!")
        for judge in (cast.cleo, cast.dev):
            a_vote(judge, good, 2, 2, NOON)
            a_vote(judge, bad, 0, 0, NOON)
    budget(30, cast.kofi)
    first, second = queue(cast.kofi, now=NOON)
    assert first.worth.reason == second.worth.reason
    assert first.worth.value / second.worth.value == pytest.approx(second.seconds / first.seconds)


def test_what_was_reported_comes_first_under_a_budget_too(app: Flask, cast: Cast, twelve: list[Answer]):
    with work():
        a_vote(cast.ana, twelve[0], 1, 1, NOON)
    Program(app, cast.ana).post(f"/answers/{twelve[0].id}/report", reason="rude")
    budget(1, cast.kofi)
    assert ids(cast.kofi)[0] == twelve[0].id


def test_a_tap_sets_it_another_takes_it_away(app: Flask, cast: Cast, twelve: list[Answer]):
    desk = Browser(app, cast.kofi)
    page = desk.tap("/desk/coaching/budget", minutes="5", skipped="")
    assert "0 of 5 minutes today" in page.text
    assert "8 for today" in page.text
    assert db.session.get_one(Budget, cast.kofi.id).at == NOON
    page = desk.tap(f"/desk/coaching/{ids(cast.kofi)[0]}/vote", fact="1", persuasion="1")
    assert "8 for today" in page.text, "the one before us is one of them"
    page = desk.tap("/desk/coaching/budget", minutes="", skipped="")
    assert "11 waiting" in page.text


def test_a_word_half_written_stays_while_the_budget_changes(app: Flask, cast: Cast, twelve: list[Answer]):
    desk, reply = Browser(app, cast.kofi), twelve[3].id
    desk.tap(f"/desk/coaching/{reply}/vote", fact="1", persuasion="1")
    for minutes in ("5", "500"):
        page = desk.tap("/desk/coaching/budget", minutes=minutes, reply=str(reply), text="Half a", chips="shorter")
        assert f'data-look="/desk/coaching/{reply}/look"' in page.text
        assert "Half a" in page.text
    assert page.status_code == 422
    page = desk.tap("/desk/coaching/budget", minutes="10", reply=str(twelve[4].id))
    assert f"/desk/coaching/{ids(cast.kofi)[0]}/look" in page.text, "nothing was begun on that one"


@pytest.mark.parametrize("minutes", ["0", "121", "-5", "ten", "2.5", "٣", "9" * 400])
def test_a_budget_that_is_none_is_refused_in_a_sentence(app: Flask, cast: Cast, minutes: str):
    desk, before = Browser(app, cast.kofi), everything()
    page = desk.tap("/desk/coaching/budget", minutes=minutes, skipped="")
    assert page.status_code == 422
    assert "A budget is" in page.text
    assert everything() == before


def test_spent_says_so_and_what_it_changed_and_offers_to_go_on(app: Flask, cast: Cast, clock: Clock):
    with work():
        judged, other = a_reply(cast.ana, NOON, WORDS), a_reply(cast.ben, NOON, WORDS + "!")
        for judge in (cast.cleo, cast.dev):
            a_vote(judge, judged, 0, 0, NOON)
        for judge in (cast.ana, cast.cleo, cast.dev):
            a_vote(judge, other, 1, 1, NOON)
    budget(1, cast.kofi)
    desk = Browser(app, cast.kofi)
    desk.get("/desk/coaching")
    clock.forward(seconds=70)
    desk.post(f"/desk/coaching/{judged.id}/vote", fact="2", persuasion="2")
    page = desk.tap(f"/desk/coaching/{judged.id}/done", text="")
    assert "That was your time for today." in page.text
    assert "Your verdict took 38 % of the doubt out of one score." in page.text, "from 5 to 8 votes' weight"
    assert "One moved by two points or more." in page.text
    assert "One more reply waits" in page.text
    assert WORDS + "!" not in page.text
    assert WORDS + "!" in desk.tap("/desk/coaching/more", skipped="").text
    assert WORDS + "!" in desk.get("/desk/coaching").text, "for the rest of the day"
    clock.forward(days=1)
    assert day_of(cast.kofi, now=clock()).left == 60


def test_a_report_after_the_time_was_spent_is_told_and_leads_to_the_reply(app: Flask, cast: Cast, twelve: list[Answer]):
    budget(1, cast.kofi)
    a_look(cast.kofi, twelve[0], 90)
    with work():
        a_vote(cast.ana, twelve[1], 1, 1, NOON)
    desk = Browser(app, cast.kofi)
    assert "reported" not in desk.get("/desk/coaching").text
    Program(app, cast.ana).post(f"/answers/{twelve[1].id}/report", reason="rude")
    page = desk.get("/desk/coaching").text
    assert "12 more replies wait" in page
    assert f'<a href="/desk/coaching/{twelve[1].id}">A colleague reported one of them.</a>' in page
    assert "It may stay" in desk.get(f"/desk/coaching/{twelve[1].id}").text


def test_with_nothing_left_nobody_waits_whatever_the_budget(app: Flask, cast: Cast):
    budget(5, cast.kofi)
    page = Browser(app, cast.kofi).get("/desk/coaching").text
    assert "Nobody waits for you." in page
    assert "time for today" not in page


def test_programs_set_it_too_and_only_coaches(app: Flask, cast: Cast):
    kofi, before = Program(app, cast.kofi), everything()
    for minutes in (0, 121, "ten"):
        refused(kofi.put("/coaching/budget", minutes=minutes), 422)
    for person in (cast.ana, cast.mara, cast.ada):
        refused(Program(app, person).put("/coaching/budget", minutes=5), 403, "Coaches")
    assert everything() == before
    assert kofi.put("/coaching/budget", minutes=10).json == {"minutes": 10}
    assert kofi.get("/coaching/queue").json["budget"] == {"minutes": 10, "is_spent": False}
    assert kofi.put("/coaching/budget", minutes=None).json == {"minutes": None}

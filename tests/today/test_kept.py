"""GET /kept: what a phone takes along, drawn with the very pages, for the person who asks and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, everything, statements
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import actions as people
from webapp.schedule import actions as schedule
from webapp.schedule.models import Recall

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def ana(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ana)


def kept(browser: Browser) -> dict[str, Any]:
    response = browser.get("/kept")
    assert response.status_code == 200
    found: dict[str, Any] = response.json
    return found


def test_it_holds_today_and_the_next_two_working_days_with_their_pages(cast: Cast, ana: Browser):
    days = kept(ana)["days"]
    assert [day["date"] for day in days] == ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert len({day["challenge_id"] for day in days}) == 3
    for day in days:
        assert f'name="challenge_id" value="{day["challenge_id"]}"' in day["reply"]
        assert "What do you say?" in day["reply"]


def test_what_it_holds_may_be_replied_to_on_its_day(app: Flask, cast: Cast, ana: Browser, clock: Clock):
    ahead = kept(ana)["days"][2]["challenge_id"]
    clock.forward(days=2)
    assert Program(app, cast.ana).reply(challenge_id=ahead).status_code == 201


def test_it_may_be_replied_to_even_if_another_was_chosen_since_or_one_was_moved(
    app: Flask, cast: Cast, ana: Browser, clock: Clock
):
    _today, coming, third = kept(ana)["days"]
    with work():
        schedule.replace(cast.autumn.id, WEDNESDAY, third["challenge_id"], chosen_by="pin", now=NOON)
        people.move(cast.ana, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=NOON)
    clock.forward(days=1)
    assert Program(app, cast.ana).reply(challenge_id=coming["challenge_id"]).status_code == 201


def test_every_choice_of_a_recall_has_its_outcome(cast: Cast, ana: Browser, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    (recall,) = kept(ana)["days"][0]["recalls"]
    assert "Still got it? 1 of 1" in recall["html"]
    right = [html for html in recall["outcomes"].values() if "Right. You" in html and "+2 points" in html]
    assert (len(right), len(recall["outcomes"])) == (1, 3)


def test_a_recall_answered_here_is_kept_no_longer(cast: Cast, ana: Browser, clock: Clock):
    with work():
        a_reply(cast.ana, NOON)
    clock.forward(days=1)
    (recall,) = kept(ana)["days"][0]["recalls"]
    choice = next(iter(recall["outcomes"]))
    Program(ana.client.application, cast.ana).post(f"/recalls/{recall['id']}", choice=int(choice))
    assert kept(ana)["days"][0]["recalls"] == []


def test_before_ones_reply_only_earlier_replies_are_there_to_judge_and_then_todays_too(
    app: Flask, cast: Cast, ana: Browser
):
    with work():
        earlier = a_reply(cast.ben, NOON - timedelta(days=1), "Said yesterday.")
        todays = a_reply(cast.cleo, NOON, "Said today.")
        a_reply(cast.outsider, NOON, "Said elsewhere.")
    pack = kept(ana)
    assert [card["answer_id"] for card in pack["judging"]] == [earlier.id]
    assert "Said today." not in str(pack)
    assert "Said elsewhere." not in str(pack)
    Program(app, cast.ana).reply()
    assert {card["answer_id"] for card in kept(ana)["judging"]} == {earlier.id, todays.id}
    assert kept(ana)["days"][0]["replied"] is True


def test_while_a_reply_waits_on_the_phone_nobody_elses_is_given_so_that_it_still_counts(
    app: Flask, cast: Cast, ana: Browser, clock: Clock
):
    with work():
        a_reply(cast.ben, NOON, "Said the same day.")
    todays = kept(ana)["days"][0]["challenge_id"]
    clock.forward(days=1)
    assert ana.get("/kept?reply=waits").json["judging"] == []
    sent = Program(app, cast.ana).reply(challenge_id=todays, written_at=NOON.isoformat())
    assert sent.status_code == 201
    assert "Said the same day." in str(kept(ana)["judging"])


def test_a_card_says_neither_who_wrote_it_nor_what_others_made_of_it(app: Flask, cast: Cast, ana: Browser):
    with work():
        earlier = a_reply(cast.ben, NOON - timedelta(days=1))
    Program(app, cast.kofi).put(f"/answers/{earlier.id}/vote", fact=2, persuasion=2)
    (card,) = kept(ana)["judging"]
    assert "Ben" not in card["html"]
    assert 'data-votes="0"' in card["html"]
    assert Program(app, cast.ana).put(f"/answers/{earlier.id}/vote", fact=1, persuasion=1).status_code == 200


def test_no_form_token_is_in_it_since_it_would_run_out(cast: Cast, ana: Browser):
    assert 'name="csrf_token" value=""' in kept(ana)["days"][0]["reply"]


def test_unchanged_it_is_not_sent_again_and_writes_nothing(cast: Cast, ana: Browser):
    first = ana.get("/kept")
    assert first.headers["Cache-Control"] == "no-store"
    before = everything()
    again = ana.get("/kept", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert everything() == before
    packed = ana.get("/kept", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    assert ana.get("/kept", headers={"If-None-Match": packed, "Accept-Encoding": "gzip"}).status_code == 304


def test_it_changes_with_ones_progress(app: Flask, cast: Cast, ana: Browser):
    tag = ana.get("/kept").headers["ETag"]
    Program(app, cast.ana).reply()
    assert ana.get("/kept", headers={"If-None-Match": tag}).status_code == 200


def test_who_has_no_cohort_keeps_days_without_a_challenge(app: Flask, cast: Cast):
    for person in (cast.kofi, cast.mara, cast.ada):
        pack = kept(Browser(app, person))
        assert [day["challenge_id"] for day in pack["days"]] == [None, None, None]
        assert pack["judging"] == []


def test_strangers_are_sent_to_the_sign_in_page(app: Flask, cast: Cast):
    response = Browser(app).get("/kept")
    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in?next=/kept")


def test_it_costs_the_same_for_many_colleagues_and_recalls(app: Flask, cast: Cast, ana: Browser):
    def cost() -> int:
        ana.get("/kept")
        with statements() as seen:
            ana.get("/kept")
        return len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))])

    with work():
        a_reply(cast.ben, NOON - timedelta(days=1))
        db.session.add(Recall(person_id=cast.ana.id, fact_id=1, due_on=TUESDAY))
    small = cost()
    with work():
        for n in range(9):
            a_reply(cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn), NOON - timedelta(days=1))
        db.session.add_all(Recall(person_id=cast.ana.id, fact_id=n, due_on=TUESDAY) for n in range(2, 9))
    assert cost() == small
    assert small <= 30

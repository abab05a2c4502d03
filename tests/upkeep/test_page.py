"""/desk/work: an admin sees what runs by itself, and has it run again; nobody else does."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Browser, Clock, everything, statements
from tests.upkeep.conftest import Task
from webapp.core import rounds
from webapp.core.rounds import Round, all_rounds
from webapp.upkeep import running
from webapp.upkeep.queue import queue_of, tick


def test_every_room_says_what_it_does_by_itself(app: Flask):
    assert {one.name for one in all_rounds()} >= {
        "competitions.end_and_repeat",
        "core.mail_sending.send_due",
        "people.accounts.answer_asked",
        "people.roster.carry_out_imports",
        "voting.close_all_due",
    }


@pytest.mark.parametrize("name", ["ana", "kofi", "mara"])
def test_nobody_but_an_admin_sees_it_or_asks(app: Flask, cast: Cast, minutely: Round, name: str):
    browser, before = Browser(app, getattr(cast, name)), everything()
    for response in (browser.get("/desk/work"), browser.post("/desk/work", round=minutely.name)):
        assert response.status_code == 403
        assert "Waters the plants" not in response.text
    assert everything() == before
    assert "/desk/work" not in browser.get("/desk/people").text


def test_who_is_not_signed_in_is_asked_to(app: Flask, cast: Cast):
    assert Browser(app).get("/desk/work").headers["Location"].startswith("/sign-in")


def test_without_a_worker_it_says_how_to_start_one(app: Flask, cast: Cast, minutely: Round, clock: Clock):
    admin = Browser(app, cast.ada)
    assert "No worker has looked yet." in admin.get("/desk/work").text
    running.go(minutely)
    assert "A worker is at it." in admin.get("/desk/work").text
    clock.forward(minutes=12)
    page = admin.get("/desk/work").text
    assert "No worker has looked for 12 minutes." in page
    assert "python worker.py" in page


def test_a_failure_is_shown_first_with_its_sentence_and_on_the_admins_first_page(
    app: Flask, cast: Cast, minutely: Round, task: Task, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    other = Round("a.first", "Feeds the cat", timedelta(hours=2), lambda: 5)
    monkeypatch.setitem(rounds._rounds, other.name, other)
    admin = Browser(app, cast.ada)
    running.go(other)
    assert "failed" not in admin.get("/desk/people").text
    task.finds = ValueError("<script>the disk is full</script>")
    running.go(minutely)
    page = admin.get("/desk/work").text
    assert page.index("Waters the plants") < page.index("Feeds the cat")
    assert "ValueError: &lt;script&gt;the disk is full" in page
    assert "every 2 hours" in page
    assert "5 done" in page
    assert "A task that runs by itself failed." in admin.get("/desk/people").text
    assert "that runs by itself" not in Browser(app, cast.mara).get("/desk/people").text


def test_asking_goes_through_the_queue_and_never_through_the_request(
    app: Flask, cast: Cast, minutely: Round, task: Task
):
    admin = Browser(app, cast.ada)
    assert admin.post("/desk/work", round=minutely.name).headers["Location"] == "/desk/work"
    page = admin.get("/desk/work").text
    assert "Asked for. A worker runs it in a moment" in page
    assert "asked for, waits for a worker" in page
    assert (
        "It is about to run"
        in admin.open("POST", "/desk/work", data={"round": minutely.name}, follow_redirects=True).text
    )
    assert task.ran == 0
    huey = queue_of(app).huey
    huey.execute(huey.dequeue())
    assert task.ran == 1
    assert huey.pending_count() == 0
    huey.storage.close()


def test_a_queue_that_is_away_loses_no_wish(app: Flask, cast: Cast, minutely: Round, task: Task, monkeypatch):
    monkeypatch.setattr("webapp.upkeep.views.queue_of", lambda app: 1 / 0)
    assert Browser(app, cast.ada).post("/desk/work", round=minutely.name).status_code == 302
    running.go(minutely)
    assert task.ran == 1


def test_what_does_not_exist_is_not_found(app: Flask, cast: Cast, minutely: Round):
    assert Browser(app, cast.ada).post("/desk/work", round="rm -rf").status_code == 404


def test_each_minute_every_round_is_enqueued_for_whoever_comes(app: Flask, minutely: Round, task: Task, clock: Clock):
    tick(app)
    huey = queue_of(app).huey
    for due in huey.read_periodic(clock.at) * 2:
        huey.execute(due)
    assert task.ran == 1


def test_the_page_takes_few_queries(app: Flask, cast: Cast, clock: Clock):
    for one in all_rounds():
        running.look(one)
    admin = Browser(app, cast.ada)
    with statements() as seen:
        admin.get("/desk/work")
    assert len(seen) <= 16, "\n".join(seen)

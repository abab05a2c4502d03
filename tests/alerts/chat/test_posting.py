"""What a channel really gets: once, on working mornings, and nothing that is a person's alone."""

import socket
from datetime import timedelta

import pytest
from flask import Flask

from tests.alerts.chat.chat_server import SECRET, Channel
from tests.alerts.listener import a_listener
from tests.alerts.mornings import MONDAY_8, SATURDAY_8, TUESDAY_8
from tests.builders import a_reply
from tests.cast import Cast
from tests.competitions.contests import SATURDAY, a_competition, full_teams
from tests.doors import Browser, Clock
from webapp.alerts.chat import delivering, sending
from webapp.alerts.chat.actions import turn_off, turn_on
from webapp.alerts.chat.models import ChatPost, TeamChat
from webapp.alerts.chat.tasks import post_due
from webapp.alerts.models import News
from webapp.competitions.tasks import end_and_repeat
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import aliases, ranks
from webapp.people.actions import speak
from webapp.people.models import Person
from webapp.schedule.queries import challenge_on

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _it_is_tuesday_morning(clock: Clock, cast: Cast) -> None:
    clock.at = TUESDAY_8 + HOUR


def test_the_channel_hears_todays_prospect_once(on: Channel, clock: Clock, cast: Cast):
    planned = challenge_on(cast.autumn.id, clock.at.date())
    assert planned
    assert post_due() == 1
    (text,) = on.texts
    assert text.startswith("*Today's prospect: Operations lead, 40 restaurants*\n> “How long will this take us?")
    assert planned.challenge.prompt.text in text
    assert text.endswith("<https://repartee.test/|What do you say?>")
    for _again in range(3):
        clock.forward(minutes=1)
        assert post_due() == 0
    assert on.paths == [SECRET]


def test_not_before_half_past_eight_not_after_noon_and_on_no_day_off(on: Channel, clock: Clock):
    for at in (TUESDAY_8, TUESDAY_8 + 5 * HOUR, TUESDAY_8 + 14 * HOUR, SATURDAY_8 + HOUR):
        clock.at = at
        assert post_due() == 0
    assert on.posted == []


def test_it_says_how_many_replied_the_day_before_and_not_who(on: Channel, clock: Clock, cast: Cast):
    with work():
        full_teams(cast)
        a_reply(cast.ana, MONDAY_8, "My very own words.")
        a_reply(cast.ben, MONDAY_8)
    post_due()
    assert "\nYesterday: 2 of 3 replied.\n" in on.texts[0]
    for private in ("Ana", "Ben", "Rosa", "My very own words"):
        assert private not in on.texts[0]


def test_of_two_it_would_tell_on_one(on: Channel, cast: Cast):
    with work():
        a_reply(cast.ana, MONDAY_8)
    post_due()
    assert "replied" not in on.texts[0]


@pytest.fixture
def next_monday(clock: Clock, cast: Cast) -> None:
    with work():
        rosa, _bela = full_teams(cast)
        aliases.rename(cast.ana, "The <Fox>")
        for person in (cast.ana, cast.ben, rosa):
            a_reply(person, TUESDAY_8)
    clock.at = MONDAY_8 + timedelta(days=7) + HOUR


def test_once_a_week_it_names_those_who_go_by_an_alias(on: Channel, next_monday: None):
    assert post_due() == 2
    week = next(text for text in on.texts if "Last week of Reds" in text)
    assert "points for each person and day at work." in week
    assert "1. The &lt;Fox&gt;, 10 points" in week
    for private in ("Ana", "Ben", "Rosa"):
        assert private not in "".join(on.texts)
    assert "On Friday: 0 of 3 replied." in "".join(on.texts)


def test_it_is_told_in_the_language_that_most_of_the_team_speak(on: Channel, next_monday: None, cast: Cast):
    with work():
        for person, language in ((cast.ana, "de"), (cast.ben, "de"), (cast.mara, "en")):
            speak(db.session.get_one(Person, person.id), language)
    post_due()
    assert "Freitag" in "".join(on.texts)


def test_nobody_is_named_where_personal_ranks_are_off(on: Channel, next_monday: None, cast: Cast):
    with work():
        ranks.turn_ranks(False, cast.reds, cast.mara, now=TUESDAY_8)
    assert post_due() == 2
    assert "Fox" not in "".join(on.texts)
    assert "Last week of Reds" in "".join(on.texts)


def test_a_competition_of_the_team_is_heard_when_it_begins_and_when_it_is_decided(
    on: Channel, clock: Clock, cast: Cast
):
    with work():
        full_teams(cast)
        teams = [cast.reds.id, cast.blues.id]
        for name, more in (("Cup", {"prize": "A cake"}), ("A trial", {"hidden": True})):
            a_competition(cast.mara, teams, MONDAY_8, between="teams", name=name, starts_at=TUESDAY_8, **more)
        a_competition(cast.ada, [cast.greens.id, cast.blues.id], MONDAY_8, between="teams", name="Others")
        a_reply(cast.ana, TUESDAY_8)
    post_due()
    begins = [text for text in on.texts if "It begins" in text]
    (lines,) = (text.split("\n") for text in begins)
    assert lines[:3] == ["*It begins: Cup*", "Reds, Blues, until Fri 27 Nov.", "To win: A cake"]
    clock.at = SATURDAY + timedelta(minutes=1)
    end_and_repeat()
    assert post_due() == 0, "it is Saturday"
    clock.at = SATURDAY_8 + timedelta(days=2) + HOUR
    post_due()
    decided = [text for text in on.texts if "It is decided" in text]
    assert len(decided) == 1
    assert "1. Reds: " in decided[0]
    assert "trial" not in "".join(on.texts)


def test_what_happened_before_the_chat_was_on_is_no_news(app: Flask, on: Channel, clock: Clock, cast: Cast):
    with work():
        full_teams(cast)
        teams = [cast.reds.id, cast.blues.id]
        a_competition(cast.mara, teams, MONDAY_8, between="teams", starts_at=TUESDAY_8 - HOUR)
        turn_on(cast.reds, on.address, cast.mara, app.config["CHAT_HOSTS"], now=TUESDAY_8)
    post_due()
    assert "It begins" not in "".join(on.texts)


def post() -> ChatPost:
    db.session.rollback()
    return ChatPost.query.one()


def test_a_chat_that_is_down_is_asked_again_ever_more_seldom(on: Channel, clock: Clock):
    on.status = 503
    assert post_due() == 0
    assert post().next_try_at == clock.at + timedelta(minutes=1)
    clock.forward(minutes=1)
    on.status = 200
    assert post_due() == 1
    assert post().sent_at == clock.at
    assert TeamChat.query.one().failures == 0


def test_a_chat_that_wants_to_be_left_alone_is(on: Channel, clock: Clock):
    on.status, on.headers = 429, {"Retry-After": "600"}
    post_due()
    assert post().next_try_at == clock.at + timedelta(minutes=10)


def test_what_may_have_arrived_is_not_sent_again(on: Channel, clock: Clock):
    on.hangs_up = True
    assert post_due() == 0
    on.hangs_up = False
    clock.forward(minutes=90)
    assert post_due() == 0
    assert len(on.posted) == 1
    assert TeamChat.query.one().failures == 0


def test_a_worker_that_dies_in_the_middle_posts_nothing_twice(
    on: Channel, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    real = delivering.deliver

    def dies_after(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending, "deliver", dies_after)
        with pytest.raises(KeyboardInterrupt):
            post_due()
    clock.forward(minutes=90)
    assert post_due() == 0
    assert len(on.posted) == 1


def test_one_that_waited_until_noon_is_posted_no_more(on: Channel, clock: Clock):
    on.status = 503
    post_due()
    on.status = 200
    clock.forward(hours=3)
    assert post_due() == 0
    assert len(on.posted) == 1


def told(person: Person) -> list[str]:
    return [news.kind for news in News.query.filter_by(person_id=person.id)]


@pytest.mark.parametrize("status", [404, 410])
def test_a_channel_that_is_gone_is_left_alone_and_its_manager_told(
    app: Flask, on: Channel, clock: Clock, cast: Cast, status: int
):
    on.status = status
    post_due()
    assert TeamChat.query.one().ended_at == clock.at
    assert told(cast.mara) == ["chat_ended"]
    assert told(cast.ana) == told(cast.kofi) == []
    on.status = 200
    clock.forward(days=1)
    assert post_due() == 0
    page = Browser(app, cast.mara).get("/me").text
    assert "Nothing reaches the chat of Reds any more" in page
    assert f'href="/desk/chat/{cast.reds.id}"' in page


def test_one_that_fails_for_days_is_left_alone_and_a_new_address_begins_anew(
    app: Flask, on: Channel, clock: Clock, cast: Cast
):
    on.status = 500
    for _minute in range(3 * 24 * 60 // 15):
        post_due()
        clock.forward(minutes=15)
    assert TeamChat.query.one().ended_at is not None
    assert 10 <= len(on.posted) <= 11
    assert told(cast.mara) == ["chat_ended"]
    with work():
        turn_on(cast.reds, on.address, cast.mara, app.config["CHAT_HOSTS"], now=clock.at)
    on.status = 200
    clock.at = MONDAY_8 + timedelta(days=8) + HOUR
    assert post_due() == 1


def test_nobody_is_led_elsewhere_by_a_redirect(on: Channel, clock: Clock):
    on.status, on.headers = 302, {"Location": f"{on.origin}/elsewhere"}
    assert post_due() == 0
    assert on.paths == [SECRET]
    assert post().error == "status 302"


def test_an_address_that_is_no_longer_allowed_gets_nothing(app: Flask, on: Channel, cast: Cast):
    app.config["CHAT_HOSTS"] = frozenset()
    assert post_due() == 0
    assert on.posted == []
    assert told(cast.mara) == ["chat_ended"]


def test_a_known_host_that_leads_into_our_own_network_gets_nothing(
    app: Flask, channel: Channel, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    with a_listener() as (port, heard):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
        outcome = delivering.deliver("https://hooks.slack.com/services/T0/B0/x", {}, frozenset())
    assert (outcome.result, outcome.error, heard) == ("later", "NewConnectionError", [b""])


def test_a_chat_that_nobody_hosts_is_unreachable_and_its_address_stays_out_of_the_log(
    app: Flask, channel: Channel, cast: Cast, capsys: pytest.CaptureFixture[str]
):
    nowhere = frozenset({"http://127.0.0.1:9"})
    app.config["CHAT_HOSTS"] = nowhere
    with work():
        turn_on(cast.reds, f"http://127.0.0.1:9{SECRET}", cast.mara, nowhere, now=MONDAY_8)
    assert post_due() == 0
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err + str(post().error)
    assert post().error == "NewConnectionError"
    assert post().next_try_at


def test_teams_gets_its_card(on: Channel):
    with work():
        TeamChat.query.one().kind = "teams"
    assert post_due() == 1
    (body,) = on.posted
    assert body["type"] == "message"
    assert body["attachments"][0]["content"]["actions"][0]["url"] == "https://repartee.test/"


def test_what_is_turned_off_posts_nothing_more_and_once_is_once_after_it_is_on_again(
    app: Flask, on: Channel, clock: Clock, cast: Cast
):
    post_due()
    with work():
        turn_off(cast.reds)
    clock.forward(minutes=1)
    assert post_due() == 0
    with work():
        turn_on(cast.reds, on.address, cast.mara, app.config["CHAT_HOSTS"], now=clock.at)
    assert post_due() == 0
    assert len(on.posted) == 1


def test_without_an_address_of_ours_nothing_is_posted(app: Flask, on: Channel):
    app.config["BASE_URL"] = ""
    assert post_due() == 0


def test_a_team_without_reps_has_no_morning(app: Flask, channel: Channel, cast: Cast):
    with work():
        for person in (cast.ana, cast.ben):
            db.session.get_one(Person, person.id).team_id = None
        turn_on(cast.reds, channel.address, cast.mara, app.config["CHAT_HOSTS"], now=MONDAY_8)
    assert post_due() == 0

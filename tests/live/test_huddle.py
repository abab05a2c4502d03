"""Huddles over sockets: who hears of what, and that dropped and late phones come back to where it stands."""

import json
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.live.conftest import Opens
from tests.live.phones import Phone
from tests.live.server import Server
from tests.live.stage import Player, Stage
from webapp.core import clock
from webapp.core.work import work
from webapp.huddle import actions, choosing


class Room:
    """A huddle that Kofi leads, with his big screen open."""

    def __init__(self, stage: Stage, opens: Opens, server: Server) -> None:
        self.stage, self.opens, self.server = stage, opens, server
        now = clock.now()
        with work():
            leader = stage.person(stage.kofi)
            huddle = actions.start(leader, choosing.playable(now)[0].id, now=now)
            self.id, self.code = huddle.id, huddle.code
        self.screen = opens(stage.kofi)
        self.screen.watch(huddle_id=self.id)

    def phone(self, player: Player) -> Phone:
        self._post(player, "join", {"code": self.code})
        phone = self.opens(player)
        phone.watch(huddle_id=self.id)
        return phone

    def go_on(self, turn: int) -> None:
        self._post(self.stage.kofi, f"{self.id}/next", {"turn": turn})

    def reply(self, phone: Phone, text: str, **more: Any) -> dict[str, Any]:
        return phone.call(
            "huddle_reply", {"huddle_id": self.id, "client_id": text.replace(" ", "-"), "text": text, **more}
        )

    def deal(self, phone: Phone) -> list[dict[str, Any]]:
        answer = phone.call("huddle_deal", {"huddle_id": self.id})
        assert answer["ok"], answer
        found: list[dict[str, Any]] = answer["replies"]
        return found

    def vote(self, phone: Phone, reply_id: int, fact: Any = 2, persuasion: Any = 2, **more: Any) -> dict[str, Any]:
        wanted = {"huddle_id": self.id, "reply_id": reply_id, "fact": fact, "persuasion": persuasion}
        return phone.call("huddle_vote", wanted | more)

    def _post(self, player: Player, path: str, body: dict[str, Any]) -> None:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {player.token}"}
        address = f"{self.server.address}/api/v1/huddles/{path}"
        with urlopen(Request(address, json.dumps(body).encode(), headers), timeout=10) as response:
            assert response.status == 200


@pytest.fixture
def room(stage: Stage, opens: Opens, server: Server) -> Room:
    return Room(stage, opens, server)


def test_the_screen_hears_counts_and_phones_hear_phases_only(stage: Stage, room: Room) -> None:
    ana, ben = room.phone(stage.ana), room.phone(stage.ben)
    room.go_on(0)
    ana_reply = room.reply(ana, "Nine days.")
    assert ana_reply["ok"], ana_reply
    room.screen.hears("huddle", lambda m: m["replied"] == 1 and m["joined"] == 2)
    assert all(message["phase"] != "lobby" for message in ben.heard("huddle"))
    ben.forget()
    assert room.reply(ana, "Nine working days.", seq=2)["ok"]
    ben.hears_nothing()


def test_a_phase_comes_with_its_deadline_and_the_prompt_to_everybody_the_same(stage: Stage, room: Room) -> None:
    ana, ben = room.phone(stage.ana), room.phone(stage.ben)
    room.go_on(0)
    heard = [phone.hears("huddle", lambda m: m["phase"] == "replying") for phone in (ana, ben)]
    assert heard[0] == heard[1]
    assert heard[0]["challenge"]["prompt"]["text"]
    assert "me" not in heard[0], "nothing personal is broadcast"
    assert heard[0]["now"] < heard[0]["ends_at"]


def test_who_has_not_joined_hears_and_does_nothing(stage: Stage, room: Room) -> None:
    stranger, ana, _ben = room.opens(stage.outsider), room.phone(stage.ana), room.phone(stage.ben)
    for wanted in (room.id, 2**31 - 1, -1, "1", None, True, 10**40):
        refused = stranger.call("watch", {"huddle_id": wanted})
        assert (refused["ok"], refused["status"]) == (False, 404), wanted
    room.go_on(0)
    assert room.reply(ana, "Nine days.")["ok"]
    assert room.reply(stranger, "Let me in.")["status"] == 404
    room.go_on(1)
    assert stranger.call("huddle_deal", {"huddle_id": room.id})["status"] == 404
    assert room.vote(stranger, 1)["status"] == 404
    stranger.hears_nothing()


def test_a_dropped_phone_comes_back_into_the_phase_that_runs(stage: Stage, room: Room) -> None:
    ana, ben = room.phone(stage.ana), room.phone(stage.ben)
    room.go_on(0)
    assert room.reply(ana, "Nine days.")["ok"]
    assert room.reply(ben, "A named lead.")["ok"]
    ana.hang_up()
    room.go_on(1)
    back = room.opens(stage.ana)
    state = back.watch(huddle_id=room.id)
    assert (state["phase"], state["me"]["reply"]) == ("judging", "Nine days.")
    (dealt,) = room.deal(back)
    assert dealt["text"] == "A named lead."
    assert room.vote(back, dealt["id"])["ok"]
    room.screen.hears("huddle", lambda m: m["votes"] == 1)
    assert room.deal(back)[0]["fact"] == 2, "one's own vote is still there"


def test_a_late_phone_judges_with_the_others(stage: Stage, room: Room) -> None:
    ana, _ben = room.phone(stage.ana), room.phone(stage.ben)
    room.go_on(0)
    assert room.reply(ana, "Nine days.")["ok"]
    room.go_on(1)
    late = room.phone(stage.cleo)
    assert [one["text"] for one in room.deal(late)] == ["Nine days."]
    late_reply = room.reply(late, "Is it too late?")
    assert late_reply["ok"], "what was under way when the time ended still counts"


def test_wrong_messages_are_refused_in_a_sentence(stage: Stage, room: Room) -> None:
    ana, ben = room.phone(stage.ana), room.phone(stage.ben)
    room.go_on(0)
    assert room.reply(ben, "Nine days.")["ok"]
    room.go_on(1)
    (dealt,) = room.deal(ana)
    for fact in (3, -1, "2", None, 1.5):
        refused = room.vote(ana, dealt["id"], fact)
        assert (refused["ok"], refused["status"]) == (False, 422), fact
        assert refused["error"].endswith(".")
    assert ana.call("huddle_reply", {"huddle_id": room.id})["status"] == 422
    assert ana.call("huddle_deal", {"huddle_id": "x"})["status"] == 422
    assert room.vote(ana, dealt["id"], seq=5)["ok"]
    assert room.vote(ana, dealt["id"], 0, 0, seq=4)["reply"]["fact"] == 2, "an older tap overtakes nothing"


def test_names_are_broadcast_only_when_their_place_is_shown(stage: Stage, room: Room) -> None:
    ana, ben = room.phone(stage.ana), room.phone(stage.ben)
    room.go_on(0)
    assert room.reply(ana, "Nine days.")["ok"]
    room.go_on(1)
    assert room.vote(ben, room.deal(ben)[0]["id"])["ok"]
    room.go_on(2)
    hidden = ben.hears("huddle", lambda m: m["phase"] == "reveal")
    assert (hidden["places"], hidden["revealed"]) == (1, [])
    assert stage.ana.name not in str(ben.all)
    room.go_on(3)
    shown = ben.hears("huddle", lambda m: m["revealed"])
    assert [one["name"] for one in shown["revealed"]] == [stage.ana.name]


def test_a_huddle_goes_on_by_the_clock_without_any_job(stage: Stage, room: Room) -> None:
    ana, _ben = room.phone(stage.ana), room.phone(stage.ben)
    with work():
        long_ago = clock.now() - timedelta(minutes=3)
        actions.go_on(stage.person(stage.kofi), room.id, 0, now=long_ago)
    assert ana.watch(huddle_id=room.id)["phase"] == "judging"

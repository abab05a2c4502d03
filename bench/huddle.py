"""python -m bench.huddle [--postgresql] [--phones 200]

One huddle in a full room: everybody joins, replies and judges at once over sockets. Every tenth phone drops in the
middle of a sending and sends it again; every tenth comes late; taps are repeated. Says how long each waited for its
acknowledgement, how soon a new phase was on the last phone, and whether anything was lost or doubled.
"""

import argparse
import json
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bench.figures import cpu_seconds, show, show_load, show_times
from bench.organisation import ZONE, Rep, found, ground, reps
from bench.replies import send_all
from bench.sockets import Asked, Phone, ask_all, listen
from tests.live.server import Server, serving
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.huddle import actions, choosing
from webapp.huddle.models import Huddle, HuddleBallot, HuddlePlayer, HuddleReply
from webapp.people.actions import add_person, open_sign_in
from webapp.people.models import WorkCalendar

WITHIN = 60.0
"""Seconds after which a part of the run stops by itself."""
DROPS = 10
"""Every so many phones drop in the middle, and as many come late."""


class Meeting:
    def __init__(self, server: Server, crowd: list[Rep], huddle: Huddle, leader: str) -> None:
        self.server, self.crowd, self.huddle, self.leader = server, crowd, huddle, leader
        self.late = len(crowd) // DROPS
        self.phones: list[Phone] = []

    def come_in(self, people: Sequence[Rep]) -> None:
        body = {"code": self.huddle.code}
        requests = [self._request(rep.token, "join", body) for rep in people]
        statuses, took = send_all(self.server.port, requests, until=time.monotonic() + WITHIN)
        show("joined over HTTP", statuses.count(200))
        show_times("joining", took)
        arrived = [Phone(self.server.port, rep.token) for rep in people]
        watch = json.dumps(["watch", {"huddle_id": self.huddle.id}])
        _shown("watching", ask_all(arrived, [[watch]] * len(arrived), within=WITHIN))
        self.phones += arrived

    def go_on(self, turn: int) -> None:
        """How soon the last phone knows."""
        heard: set[int] = set()
        began = time.monotonic()
        send_all(
            self.server.port, [self._request(self.leader, f"{self.huddle.id}/next", {"turn": turn})], until=began + 9
        )

        def hear(n: int, text: bytes, _at: float) -> None:
            if text.startswith(b'42["huddle"'):
                heard.add(n)

        listen(self.phones, hear, until=began + 5, enough=lambda: len(heard) == len(self.phones))
        show(f"turn {turn + 1}: phones told", len(heard))
        show(f"turn {turn + 1}: on the last phone after, ms", (time.monotonic() - began) * 1000)

    def say(self, name: str, scripts: list[list[str]]) -> list[Asked]:
        """Every tenth phone sends its first event and is gone before the answer; it comes back and says it all."""
        for n in range(0, len(scripts), DROPS):
            self.phones[n].send(f"420{scripts[n][0]}")
            self.phones[n].socket.close()
            self.phones[n] = Phone(self.server.port, self.crowd[n].token)
            self.phones[n].ask("watch", {"huddle_id": self.huddle.id})
        return _shown(name, ask_all(self.phones, scripts, within=WITHIN))

    def _request(self, token: str, path: str, body: dict[str, Any]) -> bytes:
        text = json.dumps(body)
        head = (
            f"POST /api/v1/huddles/{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        return (head + text).encode()


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.huddle", description="A huddle in a full room.")
    options.add_argument("--postgresql", action="store_true", help="on a database of its own instead of SQLite")
    options.add_argument("--phones", type=int, default=200)
    asked = options.parse_args()
    show_load()
    with ground(postgresql=asked.postgresql) as place:
        found(now=clock.now())
        crowd = reps(asked.phones, "Autumn", replied=False, now=clock.now())
        leader, huddle = _open()
        with serving(place.folder, **place.settings) as server:
            before = cpu_seconds(server.workers())
            _play(Meeting(server, crowd, huddle, leader))
            show("server's processor time, s", cpu_seconds(server.workers()) - before)
    show_load()


def _open() -> tuple[str, Huddle]:
    now = clock.now()
    with work():
        calendar = db.session.get_one(WorkCalendar, 1)
        coach = add_person("Kofi", "kofi@huddle.bench", role="coach", calendar=calendar, time_zone=ZONE, now=now)
        _row, token = open_sign_in(coach, "token", now=now)
        return token, actions.start(coach, choosing.playable(now)[0].id, now=now)


def _play(meeting: Meeting) -> None:
    on_time = len(meeting.crowd) - meeting.late
    meeting.come_in(meeting.crowd[:on_time])
    meeting.go_on(0)
    meeting.come_in(meeting.crowd[on_time:])
    meeting.say("reply", [_replies(n, meeting.huddle.id) for n in range(len(meeting.crowd))])
    meeting.go_on(1)
    dealt = meeting.say("deal", [[_event("huddle_deal", huddle_id=meeting.huddle.id)]] * len(meeting.crowd))
    votes = {one.phone: [_vote(one.phone, reply["id"]) for reply in one.answer["replies"]] for one in dealt}
    meeting.say("vote", [_votes(meeting.huddle.id, votes[n]) for n in range(len(meeting.crowd))])
    for turn in (2, 3, 4, 5):
        meeting.go_on(turn)
    _compare(meeting, votes)


def _replies(n: int, huddle_id: int) -> list[str]:
    """A first reply; every third phone taps twice, every fifth changes it."""
    given = {"huddle_id": huddle_id, "client_id": f"a-{n}", "text": f"Nine working days. ({n})", "seq": 1}
    script = [_event("huddle_reply", **given)]
    script += [script[0]] if n % 3 == 0 else []
    changed = given | {"client_id": f"b-{n}", "text": _final(n), "seq": 2}
    return script + ([_event("huddle_reply", **changed)] if n % 5 == 0 else [])


def _final(n: int) -> str:
    return f"Nine working days, with a named lead. ({n})" if n % 5 == 0 else f"Nine working days. ({n})"


def _vote(n: int, reply_id: int) -> dict[str, int]:
    return {"reply_id": reply_id, "fact": (n + reply_id) % 3, "persuasion": n % 3}


def _votes(huddle_id: int, votes: list[dict[str, int]]) -> list[str]:
    """Each is first cast otherwise, then as it is meant, then sent again."""
    script = []
    for vote in votes:
        script.append(_event("huddle_vote", huddle_id=huddle_id, **vote | {"fact": 2 - vote["fact"]}, seq=1))
        script += [_event("huddle_vote", huddle_id=huddle_id, **vote, seq=2)] * 2
    return script


def _event(name: str, **payload: Any) -> str:
    return json.dumps([name, payload], separators=(",", ":"))


def _shown(name: str, asked: list[Asked]) -> list[Asked]:
    show(f"{name}: acknowledged", sum(one.answer["ok"] for one in asked))
    show(f"{name}: refused", sum(not one.answer["ok"] for one in asked))
    show_times(f"{name} to acknowledgement", [one.took for one in asked])
    return asked


def _compare(meeting: Meeting, votes: dict[int, list[dict[str, int]]]) -> None:
    """Everybody is in it once, every reply and vote is there once, as it was last sent."""
    db.session.rollback()
    players = list(db.session.scalars(select(HuddlePlayer.person_id)))
    replies = db.session.execute(select(HuddleReply.person_id, HuddleReply.text)).all()
    cast = db.session.execute(
        select(HuddleBallot.judge_id, HuddleBallot.reply_id, HuddleBallot.fact, HuddleBallot.persuasion)
    ).all()
    people = [rep.id for rep in meeting.crowd]
    texts = {(person, _final(n)) for n, person in enumerate(people)}
    meant = {(people[n], *vote.values()) for n, mine in votes.items() for vote in mine}
    kept, kept_votes = {tuple(row) for row in replies}, {tuple(row) for row in cast}
    show("lost", len(set(people) - set(players)) + len(texts - kept) + len(meant - kept_votes))
    show("doubled", len(players) - len(set(people)) + len(replies) - len(texts) + len(cast) - len(meant))
    per_reply = [sum(row[1] == reply for row in cast) for reply in {row[1] for row in cast}]
    show("replies judged", len(per_reply))
    show("judges of a reply, fewest", min(per_reply))
    show("judges of a reply, most", max(per_reply))


if __name__ == "__main__":
    main()

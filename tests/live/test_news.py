"""Points, streaks and badges reach their person; the worker's news reaches the browsers."""

import json
import time
import urllib.request
from datetime import timedelta

import pytest
from flask import Flask

from tests.live.conftest import Opens
from tests.live.server import Server
from tests.live.stage import Player, Stage
from webapp.core import clock
from webapp.core.models import Outbox
from webapp.core.work import work
from webapp.extensions import db
from webapp.schedule.actions import serve
from webapp.voting.actions import close_due


def test_a_reply_tells_its_author_alone_of_points_streak_and_badge(stage: Stage, opens: Opens, server: Server) -> None:
    ana, at_her_desk, ben, outsider = opens(stage.ana), opens(stage.ana), opens(stage.ben), opens(stage.outsider)
    reply_over_http(server, stage, stage.ana)
    for phone in (ana, at_her_desk):
        assert phone.hears("points").items() >= {"delta": 10, "total": 10, "reason": "reply"}.items()
        assert phone.hears("streak") == {"current": 1, "longest": 1, "freezes": 0}
        assert phone.hears("badge") == {"key": "first-words", "name": "First words", "tier": "one"}
    ben.hears_nothing()
    outsider.hears_nothing()


def test_several_badges_at_once_are_all_told(stage: Stage, opens: Opens, server: Server) -> None:
    ana = opens(stage.ana)
    reply_over_http(server, stage, stage.ana, text="Nine working days, with a named lead.")
    ana.hears("badge", lambda badge: badge["key"] == "first-words")
    ana.hears("badge", lambda badge: badge["key"] == "short-and-sweet")


def test_a_vote_tells_author_and_judge_their_own_points(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    ana, ben, cleo = opens(stage.ana), opens(stage.ben), opens(stage.cleo)
    assert ben.vote(answer, 2, 2)["ok"]
    assert ana.hears("points").items() >= {"delta": 13, "total": 23, "reason": "quality"}.items()
    assert ben.hears("points").items() >= {"delta": 1, "total": 1, "reason": "judgement"}.items()
    assert ben.vote(answer, 0, 0)["ok"]
    assert (
        ana.hears("points", lambda news: news["delta"] < 0).items()
        >= {"delta": -5, "total": 18, "reason": "quality"}.items()
    )
    cleo.hears_nothing()


def test_what_the_worker_closes_reaches_a_browser_within_a_second(
    app: Flask, stage: Stage, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = stage.reply(stage.ana, at=clock.now() - timedelta(days=4))
    ana, watching, outsider = opens(stage.ana), opens(stage.cleo), opens(stage.outsider)
    ana.watch(board="people", period="all", cohort=stage.ana.cohort)
    watching.watch(board="people", period="all", cohort=stage.ana.cohort)
    monkeypatch.setitem(app.config, "NEWS", "table")
    with work():
        assert close_due(now=clock.now()) == 1
    closed = time.monotonic()
    moved = watching.hears("standings")["changes"]
    assert [(row["id"], row["was"], row["points"]) for row in moved] == [(stage.ana.id, 10, 20)]
    assert ana.hears("points").items() >= {"delta": 10, "total": 20, "reason": "unjudged"}.items()
    assert ana.hears("tally") == {"answer_id": answer, "votes": 0, **dict.fromkeys(SHARES)}
    assert time.monotonic() - closed < 1
    outsider.hears_nothing()
    assert db.session.query(Outbox).count() == 0


SHARES = ("fact", "persuasion", "score", "confidence")


def reply_over_http(server: Server, stage: Stage, author: Player, text: str = "It depends.") -> None:
    now = clock.now()
    with work():
        person = stage.person(author)
        row = serve(person, clock.local_day(now, person.time_zone), now=now)
        assert row is not None
    body = {
        "client_id": f"c-{author.id}",
        "challenge_id": row.challenge_id,
        "text": text,
        "written_at": now.isoformat(),
    }
    request = urllib.request.Request(f"{server.address}/api/v1/answers", data=json.dumps(body).encode())
    request.add_header("Authorization", f"Bearer {author.token}")
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.status == 201

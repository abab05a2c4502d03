"""What coaches do reaches the author and who looks at the reply, and nobody else."""

import json
import urllib.request
from typing import Any

import pytest

from tests.live.conftest import Opens
from tests.live.server import Server
from tests.live.stage import Player, Stage
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import CoachedCohort


@pytest.fixture
def coached(stage: Stage) -> Stage:
    with work():
        db.session.add(CoachedCohort(person_id=stage.kofi.id, cohort_id=stage.ana.cohort))
    return stage


def test_a_note_and_a_badge_reach_their_author_alone(coached: Stage, opens: Opens, server: Server) -> None:
    answer = coached.reply(coached.ana, coached.ben)
    ana, ben, outsider = opens(coached.ana), opens(coached.ben), opens(coached.outsider)
    call(server, coached.kofi, "PUT", f"/answers/{answer}/note", text="Lovely.")
    news = ana.hears("news")
    assert news == {"text": f"{coached.kofi.name} left you a note", "url": f"/answers/{answer}"}
    call(server, coached.kofi, "POST", f"/answers/{answer}/badge", badge="good-ear", praise="Heard.")
    assert ana.hears("badge") == {"key": "good-ear", "name": "Good ear", "tier": "1", "praise": "Heard."}
    ben.hears_nothing()
    outsider.hears_nothing()


def test_who_judged_a_reply_hears_that_it_was_hidden_and_may_vote_no_more(
    coached: Stage, opens: Opens, server: Server
) -> None:
    answer = coached.reply(coached.ana, coached.ben, coached.cleo)
    ana, ben, cleo = opens(coached.ana), opens(coached.ben), opens(coached.cleo)
    assert ben.vote(answer, 2, 2)["ok"]
    call(server, coached.kofi, "POST", f"/answers/{answer}/moderation", kind="hidden", why="Names a customer.")
    assert ben.hears("moderated") == {"answer_id": answer, "set_aside": "hidden"}
    assert ana.hears("points", lambda news: news["reason"] == "moderation")["total"] == 0
    assert "Names a customer." in ana.hears("news")["text"]
    cleo.hears_nothing()
    refused = ben.vote(answer, 0, 0)
    assert (refused["ok"], refused["status"]) == (False, 409)


def call(server: Server, who: Player, method: str, path: str, **body: Any) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {who.token}"}
    address = f"{server.address}/api/v1{path}"
    request = urllib.request.Request(address, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as response:
        assert response.status < 300

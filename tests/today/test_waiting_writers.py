"""What waits for its turn to write is entered at the hour of its commit: a table written meanwhile misses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, fields_of
from webapp.core.work import Work, work
from webapp.extensions import db
from webapp.points.models import Entry
from webapp.schedule.models import Recall
from webapp.schedule.recalls import right_answer
from webapp.today import api, views
from webapp.voting.actions import assign


@pytest.fixture
def waits(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Since yesterday Ana has a recall due; writers wait for four seconds."""
    with work():
        a_reply(cast.ana, NOON - timedelta(days=1))

    @contextmanager
    def late() -> Iterator[Work]:
        with work() as mine:
            clock.forward(seconds=4)
            yield mine

    monkeypatch.setattr(views, "work", late)
    monkeypatch.setattr(api, "work", late)


def last_entry(person_id: int) -> tuple:
    entries = select(Entry).where(Entry.person_id == person_id).order_by(Entry.id.desc())
    entry = db.session.scalars(entries.limit(1)).one()
    return entry.reason, entry.at


def due(cast: Cast) -> tuple[int, int]:
    recall = db.session.scalars(select(Recall).where(Recall.person_id == cast.ana.id)).one()
    return recall.id, right_answer(recall).id


@pytest.mark.usefixtures("waits")
def test_a_programs_recall_and_reply(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    recall_id, choice = due(cast)
    assert ana.post(f"/recalls/{recall_id}", choice=choice).status_code == 200
    assert last_entry(cast.ana.id) == ("recall", NOON + timedelta(seconds=4))
    assert ana.reply().status_code == 201
    assert last_entry(cast.ana.id) == ("reply", NOON + timedelta(seconds=8))


@pytest.mark.usefixtures("waits")
def test_a_pages_recall_reply_and_vote(app: Flask, cast: Cast):
    phone = Browser(app, cast.ana)
    recall_id, choice = due(cast)
    assert phone.post(f"/recalls/{recall_id}", choice=choice).status_code == 200
    assert last_entry(cast.ana.id) == ("recall", NOON + timedelta(seconds=4))
    form = fields_of(phone.get("/?step=reply")) | {"text": "Nine days, with one lead."}
    assert phone.post("/answers", **form).status_code == 302
    assert last_entry(cast.ana.id) == ("reply", NOON + timedelta(seconds=8))
    with work():
        theirs = a_reply(cast.ben, NOON)
        assign(cast.ana, [theirs.id], now=NOON)
    assert phone.post(f"/answers/{theirs.id}/vote", fact="2", persuasion="1").status_code == 302
    assert last_entry(cast.ana.id) == ("judgement", NOON + timedelta(seconds=12))

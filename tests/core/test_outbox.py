from flask import Flask

from webapp.core import clock, outbox
from webapp.core.models import Outbox
from webapp.core.work import work
from webapp.extensions import db


def test_news_that_cannot_be_told_keeps_none_of_the_others_back(app: Flask, monkeypatch):
    told = []
    monkeypatch.setitem(outbox._tellers, "good", told.append)
    with work():
        for kind in ("good", "unheard of", "good"):
            db.session.add(Outbox(kind=kind, payload={"n": len(kind)}, at=clock.now()))
    assert outbox.tell_waiting() == 3
    assert told == [{"n": 4}, {"n": 4}]
    assert outbox.tell_waiting() == 0

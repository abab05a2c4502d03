from flask import Flask
from redis import RedisError

from webapp.core import broker, clock, outbox
from webapp.core.models import Outbox
from webapp.core.work import work
from webapp.extensions import db, socketio


def test_news_that_cannot_be_told_keeps_none_of_the_others_back(app: Flask, monkeypatch):
    told = []
    monkeypatch.setitem(outbox._tellers, "good", told.append)
    with work():
        for kind in ("good", "unheard of", "good"):
            db.session.add(Outbox(kind=kind, payload={"n": len(kind)}, at=clock.now()))
    assert outbox.tell_waiting() == 3
    assert told == [{"n": 4}, {"n": 4}]
    assert outbox.tell_waiting() == 0


def test_nobody_waits_for_redis(app: Flask, monkeypatch):
    monkeypatch.setitem(app.config, "REDIS_URL", "redis://127.0.0.1:9/0")
    monkeypatch.setitem(app.config, "NEWS", "here")
    told, begun = [], []
    monkeypatch.setitem(outbox._tellers, "good", told.append)
    monkeypatch.setattr(socketio, "start_background_task", lambda task, *more: begun.append(task))
    with work():
        for n in range(3):
            outbox.announce("good", {"n": n})
    assert told == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert len(begun) == 1, "one exchange for the whole work, beside the request"
    broker._outgoing.clear()


def test_news_that_redis_did_not_take_is_told_again_and_first(app: Flask, monkeypatch):
    tried = []

    def publish(messages):
        tried.append(list(messages))
        if len(tried) == 1:
            raise RedisError("silent")

    monkeypatch.setattr(broker, "publish", publish)
    monkeypatch.setattr(socketio, "start_background_task", lambda task, *more: task(*more))
    monkeypatch.setattr(socketio, "sleep", lambda _seconds: broker._outgoing.append(("good", {"n": 3})))
    broker.publish_soon([("good", {"n": 1}), ("good", {"n": 2})])
    assert tried == [[("good", {"n": n}) for n in (1, 2)], [("good", {"n": n}) for n in (1, 2, 3)]]

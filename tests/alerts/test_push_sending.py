"""What is sent is sent once; what surely was not taken is tried again; nobody waits for somebody else's phone."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select
from urllib3 import Timeout

from tests.alerts.listener import a_listener
from tests.alerts.sink import Sink, a_sink
from tests.alerts.subscriptions import a_subscription
from tests.cast import NOON, Cast
from tests.doors import Clock
from tests.live.server import free_port
from webapp.alerts.push import tasks
from webapp.alerts.push.actions import plan, subscribe
from webapp.alerts.push.models import Device, Push
from webapp.alerts.push.posting import Envelope, Outcome, post
from webapp.alerts.push.tasks import send_due
from webapp.core import way_out as core
from webapp.core.way_out import way_out
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import open_sign_in
from webapp.people.models import Person

_numbers = count(1)
LATER = NOON + timedelta(days=2)


@pytest.fixture(scope="module")
def sinks() -> Iterator[Sink]:
    with a_sink() as sink:
        yield sink


@pytest.fixture
def sink(app: Flask, sinks: Sink) -> Sink:
    app.config["PUSH_LOCAL"] = True
    return sinks


@pytest.fixture
def mark() -> int:
    """Tells this test's phones from the others'."""
    return next(_numbers)


def a_phone(person: Person, endpoint: str) -> None:
    said = a_subscription(endpoint)
    with work():
        sign_in, _secret = open_sign_in(person, "browser", now=NOON)
        subscribe(person, sign_in.id, endpoint, **said["keys"], local=True, now=NOON)  # type: ignore[arg-type]


def tell(*people: Person, source: str = "1", until: datetime = LATER) -> None:
    with work():
        plan([one.id for one in people], "note", source, {"by": "Kofi"}, "/answers/1", until=until, now=NOON)


def one() -> Push:
    db.session.expire_all()
    return db.session.scalars(select(Push).order_by(Push.id)).one()


def test_a_service_that_is_busy_is_asked_again_and_again_and_then_no_more(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int
):
    path = f"/503/{mark}"
    a_phone(cast.ana, sink.address + path)
    tell(cast.ana)
    waits = []
    while (at := one().next_try_at) is not None:
        clock.at = max(clock.at, at)
        assert send_due() == 0
        waits.append(clock.at - NOON)
    assert [wait // timedelta(minutes=1) for wait in waits] == [0, 1, 6, 21, 81]
    assert sink.counts()[path] == 5
    assert (one().sent_at, one().error, one().slot) == (None, "503", 1)


def test_a_service_that_names_a_pause_is_given_it(app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int):
    a_phone(cast.ana, f"{sink.address}/429/{mark}")
    tell(cast.ana)
    send_due()
    assert one().next_try_at == NOON + timedelta(minutes=10)


def test_a_second_try_goes_to_those_alone_who_have_not_got_it(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int
):
    good, busy = f"/201/{mark}", f"/503/{mark}"
    a_phone(cast.ana, sink.address + good)
    a_phone(cast.ana, sink.address + busy)
    tell(cast.ana)
    assert send_due() == 1
    clock.forward(minutes=1)
    assert send_due() == 0
    assert (sink.counts()[good], sink.counts()[busy]) == (1, 2)


def test_a_second_try_does_not_come_in_the_night(app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int):
    path = f"/503/{mark}"
    a_phone(cast.ana, sink.address + path)
    tell(cast.ana)
    clock.at = datetime(2026, 11, 24, 18, 59, 30, tzinfo=UTC)
    send_due()
    clock.forward(minutes=1)
    assert send_due() == 0
    assert sink.counts()[path] == 1
    assert one().next_try_at == datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["cut", "400", "302"])
def test_what_may_have_arrived_or_never_will_is_not_sent_again(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int, kind: str
):
    path = f"/{kind}/{mark}"
    a_phone(cast.ana, sink.address + path)
    tell(cast.ana)
    send_due()
    assert one().next_try_at is None
    assert sink.counts()[path] == 1
    assert "/201/elsewhere" not in sink.counts()


def test_a_service_that_is_not_there_was_surely_not_told(app: Flask, cast: Cast, clock: Clock, sink: Sink):
    a_phone(cast.ana, f"http://127.0.0.1:{free_port()}/201/nobody")
    tell(cast.ana)
    send_due()
    assert one().next_try_at == NOON + timedelta(minutes=1)


def test_a_silent_service_and_one_that_never_stops_talking_hold_nobody_up(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(core, "STEP", Timeout(0.5))
    for kind, person in (("hang", cast.ana), ("flood", cast.ben), ("201", cast.cleo)):
        a_phone(person, f"{sink.address}/{kind}/{mark}")
    tell(cast.ana, cast.ben, cast.cleo)
    assert send_due() == 2


def test_a_phone_that_is_gone_is_forgotten_and_the_others_stay(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int
):
    a_phone(cast.ana, f"{sink.address}/410/{mark}")
    a_phone(cast.ana, f"{sink.address}/201/{mark}")
    tell(cast.ana)
    assert send_due() == 1
    assert db.session.scalars(select(Device.endpoint)).all() == [f"{sink.address}/201/{mark}"]


def test_what_a_service_keeps_for_a_phone_is_replaced_by_its_kind_and_gone_before_the_night(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int
):
    path = f"/201/{mark}"
    a_phone(cast.ana, sink.address + path)
    tell(cast.ana)
    send_due()
    said, _body = sink.last(path)
    until_eight = datetime(2026, 11, 24, 19, 0, tzinfo=UTC) - NOON
    assert (said["topic"], said["urgency"]) == ("note", "normal")
    assert said["ttl"] == str(int(until_eight.total_seconds()))
    assert said["authorization"].startswith("vapid t=")


def test_what_came_too_late_is_not_sent(app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int):
    path = f"/201/{mark}"
    a_phone(cast.ana, sink.address + path)
    tell(cast.ana, until=NOON + timedelta(hours=1))
    clock.forward(hours=1)
    assert send_due() == 0
    assert path not in sink.counts()


def test_two_workers_at_once_send_each_push_once(app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int):
    people = [cast.ana, cast.ben, cast.cleo, cast.dev]
    for person in people:
        a_phone(person, f"{sink.address}/201/{mark}-{person.id}")
    for n in range(5):
        tell(*people, source=str(n))
    ready = threading.Barrier(3)

    def a_worker() -> None:
        with app.app_context():
            ready.wait()
            send_due()
            db.session.remove()

    workers = [threading.Thread(target=a_worker) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    mine = {path: count for path, count in sink.counts().items() if f"/{mark}-" in path}
    assert mine == {f"/201/{mark}-{person.id}": 2 for person in people}, "and no third of that day"


def test_a_worker_that_dies_with_pushes_in_its_hands_does_not_say_them_twice(
    app: Flask, cast: Cast, clock: Clock, sink: Sink, mark: int, monkeypatch: pytest.MonkeyPatch
):
    path = f"/201/{mark}"
    a_phone(cast.ana, sink.address + path)
    tell(cast.ana)

    def dies(_results: object) -> int:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(tasks, "_tick", dies)
        with pytest.raises(SystemExit):
            send_due()
    clock.forward(hours=1)
    assert send_due() == 0
    assert sink.counts()[path] == 1


def test_an_address_that_leads_into_our_own_network_is_hung_up_on_before_a_word_is_said():
    """Its name may be honest when it is given and lead elsewhere later: `localhost` is one such name."""
    said = a_subscription()
    assert isinstance(said["keys"], dict)
    envelope = Envelope(1, 1, f"https://localhost:{free_port()}/", **said["keys"], text=b"hush", headers={})
    with a_listener() as (port, heard), way_out(1, local=False) as way:
        result = post(envelope._replace(endpoint=f"https://localhost:{port}/"), way, lambda _endpoint: "vapid")
    assert result.outcome is Outcome.AGAIN
    assert heard == [b""]


def test_who_says_a_word_now_and_then_holds_nobody_up_for_ever(sinks: Sink):
    """Asked in a process of its own, for only a worker's clock runs beside what it waits for."""
    said = a_subscription()
    envelope = Envelope(1, 1, f"{sinks.address}/drip/1", **said["keys"], text=b"hush", headers={})  # type: ignore[arg-type]
    asked = subprocess.run(
        [sys.executable, "-c", A_WORKER, repr(tuple(envelope))], capture_output=True, text=True, timeout=30, check=True
    )
    assert asked.stdout.strip() == "unknown"


A_WORKER = """
from gevent import monkey
monkey.patch_all()
import ast, sys
from webapp.alerts.push.posting import Envelope, post
from webapp.core import way_out
way_out.PATIENCE = 1.0
envelope = Envelope(*ast.literal_eval(sys.argv[1]))
with way_out.way_out(1, local=True) as way:
    print(post(envelope, way, lambda _endpoint: "vapid").outcome.value)
"""


def test_in_production_there_is_no_way_out_without_tls(sinks: Sink):
    said = a_subscription()
    assert isinstance(said["keys"], dict)
    envelope = Envelope(1, 1, f"{sinks.address}/201/plain", **said["keys"], text=b"hush", headers={})
    with way_out(1, local=False) as way:
        assert post(envelope, way, lambda _endpoint: "vapid").outcome is Outcome.UNKNOWN
    assert "/201/plain" not in sinks.counts()

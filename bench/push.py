"""python -m bench.push [--people 10000] [--workers 1] [--postgresql]

Ten thousand reminders that are due in the same minute, and a thousand people more who are off work, with a push
service on this machine that only counts: how long planning and sending take, whether anybody heard it twice or who
should not have, and whether what arrives can be read. Beside it as many bare posts of that length, unencrypted.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app
from sqlalchemy import insert

from bench.figures import cpu_seconds, show, show_load
from bench.organisation import Ground, ground
from tests.alerts.sink import Sink, a_sink
from tests.builders import a_playbook
from tests.journeys.troupe import without_holidays
from tests.live.server import ROOT, environment
from tests.live.stage import where_it_is_noon
from webapp.alerts.push.models import Device, Reminding
from webapp.alerts.push.queries import untouched
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Absence, Cohort, Person, SignIn, WorkCalendar
from webapp.schedule.actions import fill

READ = 20
"""How many of the messages are decrypted."""


class Phone(NamedTuple):
    person_id: int
    key: ec.EllipticCurvePrivateKey
    auth: bytes
    off: bool

    @property
    def path(self) -> str:
        return f"/201/{self.person_id}"


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.push", description="Ten thousand reminders in one minute.")
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--workers", type=int, default=1)
    options.add_argument("--postgresql", action="store_true", help="on a database of its own instead of SQLite")
    asked = options.parse_args()
    show_load()
    with ground(postgresql=asked.postgresql) as place, a_sink() as sink:
        phones = _phones(asked.people, sink)
        _measure(place, sink, asked.people, asked.workers)
        _compare(phones, sink)
        _measure_bare(place, sink, asked.people)
    show_load()


def _phones(count: int, sink: Sink) -> list[Phone]:
    """Every eleventh is of somebody who is off work today."""
    now = clock.now()
    phones = [_phone(n, off=n % 11 == 10) for n in range(1, count * 11 // 10 + 1)]
    while sum(not phone.off for phone in phones) > count:
        phones.pop()
    while sum(not phone.off for phone in phones) < count:
        phones.append(_phone(len(phones) + 1, off=False))
    zone = where_it_is_noon(now)
    with work():
        a_playbook(now=now)
        calendar = WorkCalendar(name="Every day", country=without_holidays(now), weekend="")
        cohort = Cohort(name="Autumn", started_on=now.date() - timedelta(weeks=6))
        db.session.add_all([calendar, cohort])
        db.session.flush()
        fill(cohort.id, now.date() - timedelta(days=2), now.date() + timedelta(days=20), now=now)
        _keep(phones, sink, zone, {"calendar_id": calendar.id, "cohort_id": cohort.id})
    return phones


def _phone(person_id: int, *, off: bool) -> Phone:
    return Phone(person_id, ec.generate_private_key(ec.SECP256R1()), os.urandom(16), off)


def _keep(phones: Sequence[Phone], sink: Sink, zone: str, place: dict[str, int]) -> None:
    """Row by row as the actions write them, though all at once."""
    now, there = clock.now(), clock.now().astimezone(ZoneInfo(zone))
    hour, today = there.hour * 60 + there.minute, there.date()
    joined = {"joined_on": today - timedelta(weeks=6), "placed_on": today - timedelta(weeks=6)}
    same = {"role": "rep", "time_zone": zone, **place, **joined}
    people = [{"id": p.person_id, "name": f"Rep {p.person_id}", "email": f"{p.person_id}@bench.test"} for p in phones]
    away = [
        {"person_id": p.person_id, "first_day": today, "last_day": today, "entered_at": now} for p in phones if p.off
    ]
    plain = untouched(0)
    minute = {name: getattr(plain, name) for name in ("learned", "quiet_from", "quiet_until", "off")} | {"hour": hour}
    held = {"kind": "browser", "at": now, "expires_at": now + timedelta(days=60)}
    signed = [{"id": p.person_id, "person_id": p.person_id, "secret_hash": str(p.person_id), **held} for p in phones]
    _insert(Person, [one | same for one in people])
    _insert(SignIn, signed)
    _insert(Absence, away)
    _insert(Reminding, [{"person_id": p.person_id, **minute} for p in phones])
    _insert(Device, [_device(p, sink) | {"at": now} for p in phones])


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(model), rows)


def _device(phone: Phone, sink: Sink) -> dict[str, Any]:
    point = phone.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keys = {"p256dh": _text(point), "auth": _text(phone.auth)}
    whose = {"person_id": phone.person_id, "sign_in_id": phone.person_id}
    return {**whose, "endpoint": sink.address + phone.path, **keys}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _measure(place: Ground, sink: Sink, people: int, workers: int) -> None:
    before = cpu_seconds([sink.pid])
    rounds = _children(place, workers, "round")
    took = max(one["ended"] for one in rounds) - min(one["began"] for one in rounds)
    show("reminders due in one minute", people)
    show("people looked at, those off work too", sum(one["planned"] for one in rounds))
    show("planning, s", max(one["planning"] for one in rounds))
    show("sent", sum(one["sent"] for one in rounds))
    show("from the minute to the last one sent, s", took)
    show("sent a second", sum(one["sent"] for one in rounds) / took)
    show("worker's processor time, s", sum(one["cpu"] for one in rounds))
    show("the counting service's, s", cpu_seconds([sink.pid]) - before)


def _compare(phones: Sequence[Phone], sink: Sink) -> None:
    counts = sink.counts()
    show("heard twice", sum(count > 1 for count in counts.values()))
    show("not heard at work", sum(phone.path not in counts for phone in phones if not phone.off))
    show("heard off work", sum(phone.path in counts for phone in phones if phone.off))
    at_work = [phone for phone in phones if not phone.off]
    read = [_read(phone, sink) for phone in at_work[:: max(1, len(at_work) // READ)][:READ]]
    show("decrypted and read, of 20", sum(one["tag"] == "reminder" for one in read))


def _read(phone: Phone, sink: Sink) -> dict[str, Any]:
    _headers, body = sink.last(phone.path)
    text = http_ece.decrypt(body, private_key=phone.key, auth_secret=phone.auth, version="aes128gcm")
    return dict(json.loads(text))


def _measure_bare(place: Ground, sink: Sink, people: int) -> None:
    (bare,) = _children(place, 1, "bare", sink.address, str(people))
    show("bare posts a second, nothing encrypted or kept", bare["sent"] / (bare["ended"] - bare["began"]))
    show("processor time of the bare posts, s", bare["cpu"])


def _children(place: Ground, count: int, *what: str) -> list[dict[str, Any]]:
    key = current_app.config["VAPID_PRIVATE_KEY"]
    settings = {**place.settings, "SECRET_KEY": "bench", "PUSH_LOCAL": "1", "VAPID_PRIVATE_KEY": key}
    command = [sys.executable, "-m", "bench.push_worker", *what]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment(place.folder, settings), stdout=subprocess.PIPE)
        for _ in range(count)
    ]
    return [json.loads(one.communicate()[0].splitlines()[-1]) for one in started]


if __name__ == "__main__":
    main()

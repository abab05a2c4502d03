"""python -m bench.live [--watchers 1000] [--seconds 15]

Two hundred phones watch one board while twenty votes a second arrive. From a vote's sending to the message
about it on the last phone, beside a bare Flask-SocketIO echo to as many phones, as often and as long.

The watchers are raw sockets in this process (see bench.sockets): at most 4,000 messages of 300 bytes a second,
of which one phone's are parsed and the others' counted, take it a fifth of a core.
"""

import argparse
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

from bench.figures import cpu_seconds, percentile, show, show_load, show_times
from bench.organisation import Rep, found, ground, reps
from bench.sockets import Phone, listen
from tests.live.server import Server, serving
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.voting.actions import assign

A_SECOND = 20
VOTERS = 40
"""Each votes on a reply of their own every two seconds, for and against by turns, so that points always move."""
SETTLES = 1.5

Sent = tuple[float, Callable[[dict[str, Any]], bool]]
"""When a vote was sent, and whether a message tells of it."""


class Audience:
    """The watchers, and when each of their messages came to the first and to the last of them."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones = phones
        self.messages: list[dict[str, Any]] = []
        self.arrived: list[list[float]] = [[] for _ in phones]

    def hear(self, n: int, text: bytes, at: float) -> None:
        if not text.startswith(b'42["standings"'):
            return
        self.arrived[n].append(at)
        if n == 0:
            self.messages.append(json.loads(text[2:])[1])

    def times(self, sent: list[Sent]) -> list[float]:
        """For each vote, how long until the message about it was on the last phone; missing where one got none."""
        last = [max(times) for times in zip(*self.arrived, strict=False)]
        took = []
        for at, tells in sent:
            came = (when for when, message in zip(last, self.messages, strict=False) if when > at and tells(message))
            if (first := next(came, None)) is not None:
                took.append(first - at)
        return took


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.live", description="A watched board while votes arrive.")
    options.add_argument("--watchers", type=int, default=200)
    options.add_argument("--seconds", type=int, default=15)
    asked = options.parse_args()
    show_load()
    with ground(postgresql=False) as place:
        voters, authors, watchers = _people(asked.watchers)
        with serving(place.folder) as server:
            voting = [Phone(server.port, voter.token) for voter in voters]
            size = _measure("standings", server, watchers, asked.seconds, _votes(voting, authors))
        with serving(place.folder, target="bench.bare:app") as server:
            size = min(size, 60_000)
            _measure("bare echo", server, [None] * asked.watchers, asked.seconds, _echoes(Phone(server.port), size))
    show_load()


def _people(watchers: int) -> tuple[list[Rep], list[Rep], list[Rep]]:
    now = clock.now() - timedelta(seconds=5)
    found(now=now)
    crowd = reps(max(watchers, 2 * VOTERS), "Autumn", replied=True, now=now)
    voters, authors = crowd[:VOTERS], crowd[VOTERS : 2 * VOTERS]
    with work():
        for voter, author in zip(voters, authors, strict=True):
            assign(db.session.get_one(Person, voter.id), [author.answer], now=now)
    return voters, authors, crowd[:watchers]


def _votes(voting: list[Phone], authors: list[Rep]) -> Iterator[Sent]:
    """The first good vote makes 13 points of quality, a bad one instead 8."""
    for n in count():
        who, good = n % VOTERS, n // VOTERS % 2 == 0
        author, points = authors[who], 10 + (13 if good else 8)
        step = 2 if good else 0
        vote = {"answer_id": authors[who].answer, "fact": step, "persuasion": step, "seq": n}
        at = time.monotonic()
        voting[who].send(f"42{n}{json.dumps(['vote', vote])}")
        yield at, lambda message, key=(author.id, points): key in {(c["id"], c["points"]) for c in message["changes"]}


def _echoes(phone: Phone, size: int) -> Iterator[Sent]:
    for n in count():
        at = time.monotonic()
        phone.send(f"42{n}{json.dumps(['echo', {'n': n, 'changes': 'x' * size}])}")
        yield at, lambda message, n=n: message["n"] == n


def _measure(name: str, server: Server, watchers: list[Any], seconds: int, sending: Iterator[Sent]) -> int:
    """Returns how large a message was on the average."""
    phones = [Phone(server.port, watcher and watcher.token) for watcher in watchers]
    for phone in phones:
        phone.ask("watch", {"board": "people", "period": "week"})
    audience, before = Audience(phones), cpu_seconds(server.workers())
    with _sent(sending, seconds) as sent:
        listen(phones, audience.hear, until=time.monotonic() + seconds + SETTLES, enough=lambda: False)
    took, counts = audience.times(sent), [len(times) for times in audience.arrived]
    show(f"{name}: watchers", len(phones))
    show(f"{name}: sent a second", len(sent) / seconds)
    show(f"{name}: messages to each phone a second", len(audience.messages) / seconds)
    show(f"{name}: phones that missed one", sum(number != max(counts) for number in counts))
    show(f"{name}: never told", len(sent) - len(took))
    show_times(f"{name}: sent to last phone", took)
    share = (cpu_seconds(server.workers()) - before) / (seconds + SETTLES)
    show(f"{name}: server's processor, % of a core", share * 100)
    sizes = [len(json.dumps(message, separators=(",", ":"))) for message in audience.messages]
    return int(percentile(sizes, 0.5)) if sizes else 0


@contextmanager
def _sent(sending: Iterator[Sent], seconds: int) -> Iterator[list[Sent]]:
    """Send at a steady pace in a thread beside."""
    sent: list[Sent] = []

    def send() -> None:
        began = time.monotonic()
        for n in range(seconds * A_SECOND):
            time.sleep(max(0.0, began + n / A_SECOND - time.monotonic()))
            sent.append(next(sending))

    thread = threading.Thread(target=send)
    thread.start()
    yield sent
    thread.join()


if __name__ == "__main__":
    main()

"""python -m bench.votes [--postgresql]

Two hundred people judge at once over sockets, taps repeated, votes changed and sent again; then fifteen
hundred reply over HTTP. Says how many a second, how long each waited, and whether the ledger is right.
"""

import argparse
import json
import random
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bench import replies
from bench.figures import cpu_seconds, show, show_load, show_times
from bench.organisation import Rep, found, ground, reps
from bench.sockets import Asked, Phone, ask_all
from tests.live.server import Server, serving
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.points.verify import differences
from webapp.voting.actions import assign
from webapp.voting.models import Tally, Vote

REPS, VOTERS, VOTES = 220, 200, 10_000
FIRST, CHANGED, TAPPED, SENT_AGAIN = 30, 10, 5, 5
"""What a voter's fifty votes are."""
WITHIN = 180.0
"""Seconds after which a part of the run stops by itself."""

Ballot = tuple[int, int, int, int]
"""Answer, fact, persuasion, seq."""
Pair = tuple[int, int]


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.votes", description="Votes over sockets, replies over HTTP.")
    options.add_argument("--postgresql", action="store_true", help="on a database of its own instead of SQLite")
    asked = options.parse_args()
    show_load()
    with ground(postgresql=asked.postgresql) as place:
        now = clock.now() - timedelta(seconds=5)
        found(now=now)
        crowd = reps(REPS, "Autumn", replied=True, now=now)
        newcomers = [rep for n in range(5) for rep in reps(300, f"Newcomers {n}", replied=False, now=now)]
        scripts = [_script(n, crowd) for n in range(VOTERS)]
        _serve_replies(crowd, scripts)
        with serving(place.folder, **place.settings) as server:
            asked_votes = _cast(server, crowd, scripts)
            replies.measure(server, newcomers, within=WITHIN)
        _compare(crowd, scripts, asked_votes)
        show("ledger differences", len(differences()))
        _reference(place.folder, scripts, _pace(asked_votes))
    show_load()


def _script(n: int, crowd: list[Rep]) -> list[Ballot]:
    """A voter's votes in their order: new ones, changed ones, repeated taps, older ones sent again."""
    chance = random.Random(n)
    others = [rep.answer for rep in crowd if rep.id != crowd[n].id]
    ballots = [(answer, chance.randrange(3), chance.randrange(3), 1) for answer in chance.sample(others, FIRST)]
    for answer, fact, persuasion, seq in chance.sample(ballots, CHANGED):
        ballots.append((answer, (fact + 1) % 3, persuasion, seq + 1))
    ballots += [(answer, fact, persuasion, seq + 1) for answer, fact, persuasion, seq in ballots[-TAPPED:]]
    ballots += [(answer, 2 - fact, persuasion, 1) for answer, fact, persuasion, _seq in ballots[:SENT_AGAIN]]
    return ballots


def _serve_replies(crowd: list[Rep], scripts: list[list[Ballot]]) -> None:
    with work():
        for rep, script in zip(crowd, scripts, strict=False):
            judge = db.session.get_one(Person, rep.id)
            assign(judge, sorted({ballot[0] for ballot in script}), now=clock.now())


def _cast(server: Server, crowd: list[Rep], scripts: list[list[Ballot]]) -> list[Asked]:
    phones = [Phone(server.port, rep.token) for rep in crowd[:VOTERS]]
    before = cpu_seconds(server.workers())
    asked = ask_all(phones, [[_event(ballot) for ballot in script] for script in scripts], within=WITHIN)
    show("votes acknowledged over sockets", sum(one.answer["ok"] for one in asked))
    show("votes refused or unanswered", VOTES - sum(one.answer["ok"] for one in asked))
    show("votes a second", _pace(asked))
    show_times("vote to acknowledgement", [one.took for one in asked])
    time.sleep(0.5)
    show("server's processor time, ms a vote", (cpu_seconds(server.workers()) - before) * 1000 / len(asked))
    return asked


def _event(ballot: Ballot) -> str:
    named = dict(zip(("answer_id", "fact", "persuasion", "seq"), ballot, strict=True))
    return json.dumps(["vote", named], separators=(",", ":"))


def _pace(asked: list[Asked]) -> float:
    return len(asked) / (max(one.arrived for one in asked) - min(one.sent for one in asked))


def _compare(crowd: list[Rep], scripts: list[list[Ballot]], asked: list[Asked]) -> None:
    """Every acknowledged vote is there as it was last cast, once."""
    expected = _expected(crowd, scripts, asked)
    rows = db.session.execute(select(Vote.judge_id, Vote.answer_id, Vote.fact, Vote.persuasion)).all()
    kept = {(row[0], row[1]): (row[2], row[3]) for row in rows}
    counted = db.session.scalar(select(func.sum(Tally.votes))) or 0
    show("votes lost", sum(kept.get(pair) != cast for pair, cast in expected.items()))
    show("votes doubled", len(rows) - len(kept) + max(0, counted - len(kept)))


def _expected(crowd: list[Rep], scripts: list[list[Ballot]], asked: list[Asked]) -> dict[Pair, Pair]:
    cast: dict[Pair, tuple[int, Pair]] = {}
    for one in sorted(asked, key=lambda one: (one.phone, one.step)):
        answer, fact, persuasion, seq = scripts[one.phone][one.step]
        pair = (crowd[one.phone].id, answer)
        if one.answer["ok"] and seq > cast.get(pair, (0, (0, 0)))[0]:
            cast[pair] = seq, (fact, persuasion)
    return {pair: vote for pair, (_seq, vote) in cast.items()}


def _reference(folder: Path, scripts: list[list[Ballot]], ours: float) -> None:
    """The same phones and messages against a bare acknowledgement."""
    with serving(folder, target="bench.bare:app") as server:
        phones = [Phone(server.port) for _ in scripts]
        asked = ask_all(phones, [[_event(ballot) for ballot in script] for script in scripts], within=WITHIN)
    show("bare acknowledgements a second", _pace(asked))
    show("ours to bare", f"{ours / _pace(asked):.3f}")


if __name__ == "__main__":
    main()

"""Many voters at once, each on a phone of their own, and what must be true of the database afterwards."""

import random
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from socketio.exceptions import SocketIOError

from tests.live.phones import Phone
from tests.live.server import Server
from tests.live.stage import Player, Stage
from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.verify import differences
from webapp.voting.actions import assign
from webapp.voting.models import Vote

Pair = tuple[int, int]
Acknowledged = dict[Pair, list[Pair]]
"""By judge and answer, the votes (fact, persuasion) that were acknowledged, in their order."""


def gather_crowd(stage: Stage, count: int, answers: int) -> tuple[list[Player], list[int]]:
    """Voters who were served every one of the answers, none of which is theirs."""
    with work():
        authors = [stage.player(f"Author {n}", stage.ana.team, stage.ana.cohort) for n in range(answers)]
        voters = [stage.player(f"Voter {n}", stage.ben.team, stage.ben.cohort) for n in range(count)]
    ids = [stage.reply(author) for author in authors]
    with work():
        for voter in voters:
            assign(stage.person(voter), ids, now=clock.now())
    return voters, ids


def vote_all(server: Server, voters: Sequence[Player], answers: list[int], times: int, stop: Event) -> Acknowledged:
    """Everybody votes at once, `times` times or until `stop` or the server's end: new votes, changed
    ones, repeated taps, and older ones sent again."""
    acknowledged: Acknowledged = {}

    def vote(voter: Player) -> None:
        chance, phone = random.Random(voter.id), Phone(server.address, voter)
        try:
            for seq in range(1, times + 1):
                if stop.is_set():
                    break
                _vote(phone, voter, chance, answers, seq, acknowledged)
        except SocketIOError:
            pass  # the server went away, as some tests mean it to
        finally:
            phone.hang_up()

    with ThreadPoolExecutor(len(voters)) as pool:
        for done in [pool.submit(vote, voter) for voter in voters]:
            done.result()
    return acknowledged


def kept_votes(judges: Sequence[Player]) -> dict[Pair, Pair]:
    db.session.rollback()
    rows = db.session.query(Vote.judge_id, Vote.answer_id, Vote.fact, Vote.persuasion).filter(
        Vote.judge_id.in_([judge.id for judge in judges])
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def assert_whole(folder: Path) -> None:
    """The file is sound, and the ledger says what its sources give."""
    with sqlite3.connect(folder / "repartee.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
    assert differences() == []


def _vote(
    phone: Phone, voter: Player, chance: random.Random, answers: list[int], seq: int, acknowledged: Acknowledged
) -> None:
    answer, cast = chance.choice(answers), (chance.randrange(3), chance.randrange(3))
    for _tap in range(chance.choice((1, 1, 2))):
        reply = phone.vote(answer, *cast, seq=seq)
        assert reply["ok"], reply
        acknowledged.setdefault((voter.id, answer), []).append(cast)
    if chance.random() < 0.2:
        assert phone.vote(answer, 2 - cast[0], cast[1], seq=seq - 1)["ok"]

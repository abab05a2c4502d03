"""Many at once: nothing lost, nothing doubled."""

from pathlib import Path
from threading import Event

from tests.live.crowd import assert_whole, gather_crowd, kept_votes, vote_all
from tests.live.server import Server
from tests.live.stage import Stage
from webapp.extensions import db
from webapp.voting.models import Tally


def test_forty_voters_and_four_hundred_votes_leave_the_ledger_right(stage: Stage, server: Server, folder: Path) -> None:
    voters, answers = gather_crowd(stage, 40, 8)
    acknowledged = vote_all(server, voters, answers, 10, Event())
    assert sum(map(len, acknowledged.values())) >= 400
    assert kept_votes(voters) == {pair: casts[-1] for pair, casts in acknowledged.items()}
    for answer in answers:
        votes = sum(pair[1] == answer for pair in acknowledged)
        assert db.session.get_one(Tally, answer).votes == votes
    assert_whole(folder)

"""A server that is stopped or killed while everybody votes keeps what it acknowledged."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.live.conftest import a_data_folder, an_app_on
from tests.live.crowd import Acknowledged, assert_whole, gather_crowd, kept_votes, vote_all
from tests.live.phones import Phone
from tests.live.server import Server, serving
from tests.live.stage import Stage

MANY = 10_000


@pytest.mark.parametrize("end", [Server.stop, Server.kill], ids=["SIGTERM", "kill -9"])
def test_every_acknowledged_vote_is_there_afterwards(
    migrated: Path, tmp_path: Path, end: Callable[[Server], None]
) -> None:
    folder = a_data_folder(migrated, tmp_path)
    with an_app_on(folder):
        stage = Stage()
        voters, answers = gather_crowd(stage, 12, 6)
        with serving(folder, SECRET_KEY="test") as server:
            acknowledged = vote_until_it_ends(server, end, lambda: vote_all(server, voters, answers, MANY, Event()))
        assert sum(map(len, acknowledged.values())) > 20, "it ended under load"
        assert_whole(folder)
        kept = kept_votes(voters)
        assert acknowledged.keys() <= kept.keys()
        overtaken = [judge for (judge, answer), casts in acknowledged.items() if kept[judge, answer] != casts[-1]]
        assert len(overtaken) == len(set(overtaken)), "more than the one vote a phone had under way"
        with serving(folder, SECRET_KEY="test") as server:
            phone = Phone(server.address, voters[0])
            assert phone.vote(answers[0], 1, 1, seq=MANY + 1)["ok"], "it starts again and goes on"
            phone.hang_up()


def vote_until_it_ends(
    server: Server, end: Callable[[Server], None], votes: Callable[[], Acknowledged]
) -> Acknowledged:
    def end_soon() -> None:
        time.sleep(2)
        end(server)

    ending = Thread(target=end_soon)
    ending.start()
    acknowledged = votes()
    ending.join()
    return acknowledged

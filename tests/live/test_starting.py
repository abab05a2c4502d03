"""`deploy/run`, as `make run` starts it: it says where it serves, why it cannot, and ends without a word."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live.conftest import a_data_folder, an_app_on
from tests.live.phones import Phone
from tests.live.server import ROOT, environment, free_port
from tests.live.stage import Stage

SEES_AN_END_WITHIN = 30.0
NEVER_IN_A_TEST = "--graceful-timeout 120"
"""What gunicorn waits for before it cuts who did not go: longer than a test waits for the end."""


UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2l4dGVlbiBieXRlcyEhIQ==\r\n\r\n"
)


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    return a_data_folder(migrated, tmp_path)


@contextmanager
def run(folder: Path, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """In a group of its own, as a terminal starts it."""
    process = subprocess.Popen(
        [sys.executable, "deploy/run"],
        cwd=ROOT,
        env=environment(folder, {"REPARTEE_ENV": "production"} | settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def told(process: "subprocess.Popen[str]") -> str:
    return process.communicate(timeout=SEES_AN_END_WITHIN)[0]


@pytest.mark.parametrize("address", ["", "https://repartee.example.com"])
def test_it_says_where_it_serves_and_ctrl_c_ends_it_without_a_word(folder: Path, address: str) -> None:
    port = free_port()
    with run(folder, PORT=str(port), BASE_URL=address) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert address in lines[1]
        assert f"http://127.0.0.1:{port}" in lines[1]
        os.killpg(process.pid, signal.SIGINT)
        assert told(process) == ""
        assert process.returncode == 0
        socket.create_server(("127.0.0.1", port)).close()


def test_ctrl_c_closes_the_sockets_of_phones_at_once_and_ends_without_a_word(folder: Path) -> None:
    with an_app_on(folder):
        stage = Stage()
    port = free_port()
    asleep = socket.socket()
    with run(folder, PORT=str(port), GUNICORN_CMD_ARGS=NEVER_IN_A_TEST) as process, asleep:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        phones = [Phone(address, stage.ana), Phone(address, stage.ben, transports=["polling"])]
        asleep.connect(("127.0.0.1", port))
        asleep.sendall(UPGRADE)
        assert b"101" in asleep.recv(100), "a phone in a pocket: it is connected, and never answers"
        os.killpg(process.pid, signal.SIGINT)
        assert all(phone.is_cut() for phone in phones)
        assert told(process) == ""
        assert process.returncode == 0
        for phone in phones:
            phone.hang_up()


def test_ctrl_c_while_it_starts_ends_it_without_a_word(folder: Path) -> None:
    with run(folder, PORT=str(free_port())) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        os.killpg(process.pid, signal.SIGINT)
        assert told(process) == ""
        assert process.returncode == 0


def test_a_port_that_is_taken_is_said_and_nothing_is_claimed(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with run(folder, PORT=str(port)) as process:
            said = told(process)
    assert process.returncode == 1
    assert f"127.0.0.1:{port}" in said
    assert said.count(str(port)) == 1
    assert f"`PORT={port + 1} make run`" in said
    assert len(said.splitlines()) == 1


def test_in_production_every_line_of_the_log_is_json(folder: Path) -> None:
    port = free_port()
    with run(folder, PORT=str(port)) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5):
            pass
        (server,) = [pid for pid in children(process.pid) if "gunicorn" in Path(f"/proc/{pid}/cmdline").read_text()]
        os.kill(children(server)[0], signal.SIGKILL)
        lines = [json.loads(process.stdout.readline()) for _ in range(2)]
        assert lines[0]["path"] == "/sign-in"
        assert "SIGKILL" in lines[1]["event"]
        assert lines[1]["level"] == "error"
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=SEES_AN_END_WITHIN)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("port", ["web", "70000", "-1"])
def test_a_port_that_is_none_is_said(folder: Path, port: str) -> None:
    with run(folder, PORT=port) as process:
        said = told(process)
    assert process.returncode == 1
    assert port in said
    assert len(said.splitlines()) == 1


def test_a_data_folder_that_is_a_file_is_said(folder: Path) -> None:
    with run(folder, PORT=str(free_port()), REPARTEE_DATA=str(folder / "repartee.db")) as process:
        said = told(process)
    assert process.returncode != 0
    assert "REPARTEE_DATA" in said
    assert len(said.splitlines()) == 1


def test_several_processes_without_what_they_share_are_refused(folder: Path) -> None:
    with run(folder, PORT=str(free_port()), WEB_CONCURRENCY="2") as process:
        said = told(process)
    assert process.returncode != 0
    assert "More than one web process needs PostgreSQL and Redis" in said
    assert "Repartee is on" not in said

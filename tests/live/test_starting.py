"""`deploy/run`, as `make run` starts it: it says where it serves, why it cannot, and ends without a word."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live.conftest import a_data_folder
from tests.live.server import ROOT, environment, free_port

SEES_AN_END_WITHIN = 30.0


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
    assert "PORT" in said
    assert len(said.splitlines()) == 1


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

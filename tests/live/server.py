"""The real server, started as it is deployed: gunicorn with gevent, on a free port of 127.0.0.1."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 30.0
STOPS_WITHIN = 15.0


@dataclass
class Server:
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The processes that answer, without the one that only minds them."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def stop(self) -> None:
        """As an operator does: let requests end, close sockets, go."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """As a power cut does: nothing gets the time to say goodbye."""
        pids = [self.process.pid, *self.workers()]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(STOPS_WITHIN)


@contextmanager
def serving(
    folder: Path, *, target: str = "wsgi:app", ready: str = "/healthz", workers: int = 1, **settings: str
) -> Iterator[Server]:
    """A server whose data is in `folder`; `settings` are variables of its environment."""
    port = free_port()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            _command(port, workers, target), cwd=ROOT, env=environment(folder, settings), stdout=log, stderr=log
        )
    server = Server(port, process)
    try:
        _wait_for(server, ready, folder)
        yield server
    finally:
        if process.poll() is None:
            server.stop()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _command(port: int, workers: int, target: str) -> list[str]:
    options = f"-k gevent -w {workers} -b 127.0.0.1:{port} --no-control-socket --graceful-timeout 2"
    options += " --worker-connections 4000 --log-level warning"
    return [sys.executable, "-m", "gunicorn", *options.split(), target]


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the machine's own settings reaches the server."""
    ours = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "REPARTEE_ENV", "SECRET_KEY", "REPARTEE_DATA")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "REPARTEE_DATA": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **settings}


def _wait_for(server: Server, path: str, folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.process.poll() is None:
        try:
            with urllib.request.urlopen(server.address + path, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start:\n" + (folder / "server.log").read_text()[-2000:])

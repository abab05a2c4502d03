"""The real server and its worker, on a data folder and a free port of their own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60.0


@contextmanager
def a_server(folder: Path, *, target: str = "wsgi:app", worker: str = "worker", **settings: str) -> Iterator[str]:
    """Serve the database in `folder`, or the one the settings name, until the end; gives the address."""
    address = f"127.0.0.1:{_free_port()}"
    gunicorn = ["-m", "gunicorn", "-k", "gevent", "-w", "1", "--no-control-socket", "-b", address, target]
    environment = os.environ | {"REPARTEE_DATA": str(folder)} | settings
    with (
        _running(gunicorn, folder / "web.log", environment) as web,
        _running(["-m", worker], folder / "worker.log", environment),
    ):
        _wait_for(f"http://{address}/readyz", web, folder / "web.log")
        yield f"http://{address}"


@contextmanager
def _running(arguments: list[str], log: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()[-3000:]}")

"""A real push service on this machine: it checks who we are, decrypts what it gets and shows it."""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.live.server import ROOT, free_port

PROGRAM = ROOT / "node_modules" / "web-push-testing" / "src" / "bin" / "server.js"
STARTS_WITHIN = 30.0


class PushService:
    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def subscription(self, public_key: str) -> dict[str, Any]:
        """What a browser would give: an endpoint and keys, and here the name under which to look messages up."""
        return dict(self._ask("/subscribe", applicationServerKey=public_key, userVisibleOnly="true")["data"])

    def messages(self, subscription: dict[str, Any]) -> list[dict[str, Any]]:
        """What has arrived there, decrypted."""
        found = self._ask("/get-notifications", clientHash=subscription["clientHash"])["data"]["messages"]
        return [json.loads(one) for one in found]

    def expire(self, subscription: dict[str, Any]) -> None:
        self._ask(f"/expire-subscription/{subscription['clientHash']}")

    def _ask(self, path: str, **said: str) -> Any:
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self.address + path, json.dumps(said).encode(), headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text.startswith(b"{") else None


@contextmanager
def a_push_service(folder: Path, at: datetime | None = None) -> Iterator[PushService]:
    """`at`: what its clock shows, unless it is the machine's."""
    node = shutil.which("node")
    if node is None or not PROGRAM.exists():
        pytest.skip("no node, or no node_modules/web-push-testing: run `npm ci` first")
    port = free_port()
    preload = Path(__file__).with_suffix(".cjs")
    with (folder / "push-service.log").open("wb") as log:
        process = subprocess.Popen(
            [node, "--require", str(preload), str(PROGRAM), str(port)],
            cwd=folder,
            env=os.environ | ({"CLOCK": str(int(at.timestamp()))} if at else {}),
            stdout=log,
            stderr=log,
            start_new_session=True,  # Some installations' node is a program that starts another.
        )
    try:
        service = PushService(port)
        _wait_for(service, process, folder)
        yield service
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _wait_for(service: PushService, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            service._ask("/status")
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the push service did not start:\n" + (folder / "push-service.log").read_text()[-2000:])

"""Built files: named after their content, kept for ever, sent compressed, and few enough for a phone."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.core.assets import DIST

NAMES: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
TEXTS = [name for name in NAMES.values() if name.endswith((".js", ".css", ".svg"))]
MOST_SCRIPT, MOST_FOR_A_HUDDLE, MOST_STYLE = 50_000, 6_000, 15_000
"""Bytes, gzipped, of all that a rep loads."""
OPENERS = {"br": brotli.decompress, "gzip": gzip.decompress}


def get(client: FlaskClient, name: str, accepted: str = "identity") -> TestResponse:
    """Read to its end, so that its file is closed."""
    with client.get(f"/static/{name}", headers={"Accept-Encoding": accepted}) as response:
        response.get_data()
        return response


@pytest.mark.parametrize("name", sorted(NAMES.values()))
def test_a_built_file_is_named_after_its_content_and_kept_for_ever(client: FlaskClient, name: str) -> None:
    assert re.search(r"-[A-Za-z0-9]{8}\.\w+$", name)
    response = get(client, name)
    assert response.status_code == 200
    assert re.fullmatch(r"max-age=\d{8,}, public, immutable", response.headers["Cache-Control"])


@pytest.mark.parametrize("encoding", OPENERS)
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_sent_compressed_as_the_build_left_it(client: FlaskClient, name: str, encoding: str) -> None:
    response = get(client, name, encoding)
    assert response.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in response.headers["Vary"]
    assert OPENERS[encoding](response.data) == (DIST / name).read_bytes()


def test_brotli_goes_before_gzip_and_whoever_takes_neither_gets_neither(client: FlaskClient) -> None:
    script = NAMES["app.js"]
    assert get(client, script, "gzip, deflate, br, zstd").headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in get(client, script).headers


def test_a_file_that_was_never_built_is_not_there_and_is_not_kept(client: FlaskClient) -> None:
    for name in ("app.js", "app-00000000.js", "../static/build.mjs", ""):
        response = get(client, name)
        assert response.status_code == 404
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_the_worker_is_asked_for_anew_each_time(client: FlaskClient) -> None:
    with client.get("/sw.js") as response:
        assert response.headers["Cache-Control"] == "no-cache"


def test_a_whole_session_loads_little_script() -> None:
    """The page's, what it brings in later, and the worker's. A huddle adds its own on the days that have one."""
    session = [*with_what_it_imports(NAMES["app.js"]), "sw.js"]
    assert sum(map(gzipped, dict.fromkeys(session))) <= MOST_SCRIPT
    assert gzipped(NAMES["huddle.js"]) <= MOST_FOR_A_HUDDLE


def test_a_whole_day_loads_little_style() -> None:
    assert sum(gzipped(NAMES[f"{name}.css"]) for name in ("app", "desk", "huddle")) <= MOST_STYLE


def test_a_page_waits_for_no_second_script() -> None:
    """What is imported at once costs a round trip more; the rest comes when the page is there."""
    script = (DIST / NAMES["app.js"]).read_text()
    assert not re.findall(r"""(?:from|import)"[./]""", script)
    for later in ("socket.js", "push.js"):
        assert f'import("/static/{NAMES[later]}")' in script


def with_what_it_imports(name: str) -> list[str]:
    found, waiting = [], [name]
    while waiting:
        found.append(one := waiting.pop())
        imported = re.findall(r'(?:from|import|import\()"(?:\./|/static/)([^"]+)"', (DIST / one).read_text())
        waiting += [other for other in imported if other not in found]
    return found


def gzipped(name: str) -> int:
    return Path(DIST / f"{name}.gz").stat().st_size

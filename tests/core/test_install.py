"""What an operating system is told of the app, and that all it names is there."""

import struct
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.core.assets import DIST

MOST_BYTES_OF_A_SCREENSHOT = 60 * 1024


@pytest.fixture
def manifest(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/manifest.webmanifest")
    assert response.mimetype == "application/manifest+json"
    assert response.json is not None
    return response.json


def test_the_manifest_says_who_it_is_and_where_it_begins(manifest: dict[str, Any]) -> None:
    assert (manifest["id"], manifest["scope"], manifest["start_url"]) == ("/", "/", "/")
    assert (manifest["lang"], manifest["dir"], manifest["display"]) == ("en", "ltr", "standalone")


def test_every_picture_it_names_is_there_in_the_size_it_names(app: Flask, manifest: dict[str, Any]) -> None:
    shortcuts = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    for picture in manifest["icons"] + shortcuts + manifest["screenshots"]:
        content = (DIST / picture["src"].removeprefix("/static/")).read_bytes()
        assert "x".join(map(str, size_of(content))) == picture["sizes"]


def test_icons_come_plain_maskable_and_in_one_colour(manifest: dict[str, Any]) -> None:
    purposes = {(icon.get("purpose", "any"), icon["sizes"]) for icon in manifest["icons"]}
    assert purposes == {
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "192x192"),
        ("maskable", "512x512"),
        ("monochrome", "512x512"),
    }


def test_shortcuts_lead_to_today_and_the_boards(client: FlaskClient, manifest: dict[str, Any]) -> None:
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/", "/boards"]


def test_screenshots_show_a_phone_and_a_desk_and_stay_small(manifest: dict[str, Any]) -> None:
    assert {shot["form_factor"] for shot in manifest["screenshots"]} == {"narrow", "wide"}
    for shot in manifest["screenshots"]:
        size = (DIST / shot["src"].removeprefix("/static/")).stat().st_size
        assert size <= MOST_BYTES_OF_A_SCREENSHOT


def test_a_shared_text_goes_to_a_door_that_takes_it(client: FlaskClient, manifest: dict[str, Any]) -> None:
    target = manifest["share_target"]
    answer = client.open(target["action"], method=target["method"], data={target["params"]["text"]: "Too dear."})
    assert answer.status_code == 303


def test_a_page_tells_an_iphone_too(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert 'rel="apple-touch-icon"' in page
    for name in ("apple-mobile-web-app-capable", "apple-mobile-web-app-status-bar-style", "theme-color"):
        assert f'name="{name}"' in page
    assert 'media="(prefers-color-scheme: dark)"' in page


def size_of(content: bytes) -> tuple[int, int]:
    """Of a PNG, or of a WebP as browsers write it."""
    if content.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    assert content[12:16] == b"VP8X"
    return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1

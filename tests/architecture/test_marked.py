"""No page says anything that could not be translated: in a language that nobody speaks, whatever stands outside of its
brackets is data, or a name that is the same everywhere."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from flask import Response, request

from tests.conftest import settings_for
from tests.permissions.doors import doors_of
from tests.permissions.house import a_house
from tests.wording import FOREIGN, compile_foreign
from webapp import create_app
from webapp.core import clock
from webapp.lines.fitting import usual_roles

READ_OUT = ("aria-label", "placeholder", "title", "alt", "data-label")
SAME_EVERYWHERE = re.compile(
    r"Repartee|Salesforce|HubSpot|CSV|XLSX|Excel|YAML|English|Deutsch|localhost/huddle|\S+@\S+|https?://\S+|[\w-]+\.(?:csv|xlsx|yaml)"
)
BREAK = "\0"
LETTERS = re.compile(r"[A-Za-z]{2,}")


class Page(HTMLParser):
    """What one sees of a page, or has read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.read_out: list[str] = []
        self._open: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = "words" if tag == "script" and ("id", "words") in attrs else tag
        self.read_out += [value for name, value in attrs if name in READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open == "words":
            self.read_out += json.loads(data).values()
        elif self._open not in ("script", "style", "pre", "code"):
            self.said.append(data)


def test_every_page_says_what_can_be_translated(migrated: Path, tmp_path: Path):
    shutil.copy(migrated, tmp_path / "repartee.db")
    translations = str(compile_foreign(tmp_path / "translations"))
    app = create_app(settings_for(tmp_path, BABEL_DEFAULT_LOCALE=FOREIGN, BABEL_TRANSLATION_DIRECTORIES=translations))
    left: set[tuple[str, str]] = set()
    data = {*clock.zones(), *(part.replace("_", " ") for zone in clock.zones() for part in zone.split("/"))}

    @app.after_request
    def look(response: Response) -> Response:
        data.update(request.form.values())
        if response.mimetype == "text/html" and response.location is None:
            left.update((str(request.url_rule), said) for said in outside(response.get_data(as_text=True)))
        return response

    with a_house(app, tmp_path / "repartee.db") as house:
        for row in (row for door in doors_of(app) if not door.is_api for row in house.rows(door)):
            house.answers(row)
        data |= written_in(tmp_path / "repartee.db") | roles_in(tmp_path / "repartee.db")
    assert len(left) > 100
    known = sorted((text for text in data if len(text) > 1), key=len, reverse=True)
    assert sorted(f"{page}: {said}" for page, said in left if is_english(said, known)) == []


def outside(html: str) -> set[str]:
    """What a page says outside of the brackets, which may hold others and run over elements."""
    page = Page(html)
    said = BREAK.join([*page.said, *page.read_out])
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", said)) != said:
        said = shorter
    return {one.strip() for one in said.split(BREAK) if LETTERS.search(one)}


def is_english(said: str, known: list[str]) -> bool:
    """Something is left of it without the data, the longest first, and the names."""
    for one in known:
        said = said.replace(one, "")
    return bool(LETTERS.search(SAME_EVERYWHERE.sub("", said)))


def written_in(database: Path) -> set[str]:
    """By people."""
    with sqlite3.connect(database) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = (row for table in tables for row in connection.execute(f'SELECT * FROM "{table}"'))
        found = {text for row in rows for cell in row if isinstance(cell, str) for text in _texts(cell)}
    connection.close()
    return found


def roles_in(database: Path) -> set[str]:
    """What a call offers to choose from, written as on its chips."""
    with sqlite3.connect(database) as connection:
        personas = [persona for (persona,) in connection.execute("SELECT persona FROM prompts")]
    connection.close()
    return set(usual_roles(personas).values())


def _texts(cell: str) -> Iterator[str]:
    yield cell
    if cell[:1] in "[{":
        yield from re.findall(r'"((?:[^"\\]|\\.)+)"', cell)

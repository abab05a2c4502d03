"""Every page as it is for whoever may open it, once for each way in which it is built."""

import re
from typing import NamedTuple

from flask import Flask, Response, request
from flask_login import current_user

from tests.permissions.doors import Door, doors_of
from tests.permissions.house import House

ELEMENTS = re.compile(r"<(\w+)[^>]*?(?:class=\"([^\"]*)\")?[^>]*>")


class Page(NamedTuple):
    name: str
    html: str


def pages_of(app: Flask, house: House) -> list[Page]:
    """A refusal is a page too, and the same one at every door."""
    kept: dict[tuple[str, frozenset[str]], Page] = {}

    @app.after_request
    def keep(response: Response) -> Response:
        if response.mimetype == "text/html" and response.status_code not in range(300, 400):
            html = response.get_data(as_text=True)
            name = str(request.url_rule) if response.status_code < 400 else str(response.status_code)
            kept.setdefault((name, frozenset(ELEMENTS.findall(html))), Page(f"{name}, {_who()}", html))
        return response

    for row in (row for door in doors_of(app) if is_a_page(door) for row in house.rows(door)):
        house.answers(row)
    return list(kept.values())


def is_a_page(door: Door) -> bool:
    return door.method == "GET" and not door.is_api


def _who() -> str:
    return current_user.role if current_user.is_authenticated else "nobody"

"""Cards that rooms lay on the pages of rooms below them, which know nothing of them."""

from collections.abc import Callable

from flask import Flask
from markupsafe import Markup

Card = Callable[[], Markup | None]

_cards: dict[str, list[Card]] = {}


def register(app: Flask) -> None:
    app.jinja_env.globals["cards_of"] = cards_of


def on_page(page: str) -> Callable[[Card], Card]:
    """Register what makes a card for whoever looks at that page, or None where there is nothing for them."""

    def registered(card: Card) -> Card:
        _cards.setdefault(page, []).append(card)
        return card

    return registered


def cards_of(page: str) -> list[Markup]:
    return [made for card in _cards.get(page, []) if (made := card()) is not None]

"""What other currencies are worth in the installation's."""

from flask import current_app
from sqlalchemy import select

from webapp.deals.models import Rate
from webapp.extensions import db

COMMON = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD")
"""Offered where one is asked for; any other may be typed."""


def home() -> str:
    return str(current_app.config["CURRENCY"])


def known_rates() -> dict[str, float]:
    """By currency; our own is worth one."""
    rates = {row.currency: row.rate for row in db.session.scalars(select(Rate))}
    return rates | {home(): 1.0}

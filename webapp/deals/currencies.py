"""What other currencies are worth in the installation's."""

import re

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.problems import Invalid
from webapp.deals.models import Rate
from webapp.extensions import db

COMMON = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD")
"""Offered where one is asked for; any other may be typed."""
LARGEST = 1e6
CODE = re.compile(r"[A-Z]{3}")


def home() -> str:
    return str(current_app.config["CURRENCY"])


def known_rates() -> dict[str, float]:
    """By currency; our own is worth one."""
    rates = {row.currency: row.rate for row in db.session.scalars(select(Rate))}
    return rates | {home(): 1.0}


def currency_said(said: str) -> str:
    """What somebody typed, as three capitals. Raises Invalid."""
    code = said.strip().upper()
    if not CODE.fullmatch(code):
        raise Invalid(_("“%(value)s” is no currency. Write three letters such as EUR.", value=said.strip()[:40]))
    return code


def rate_said(currency: str, rate: str) -> tuple[str, float]:
    """What somebody typed, as a currency and its rate. Raises Invalid."""
    code = currency.strip().upper()
    if not CODE.fullmatch(code) or code == home():
        raise Invalid(_("Write a currency other than %(home)s in three letters, such as USD.", home=home()))
    return code, _number(rate.strip())


def _number(said: str) -> float:
    """A comma is a point here: no rate has groups of thousands."""
    try:
        rate = float(said.replace(",", "."))
    except ValueError:
        rate = 0.0
    if not 0 < rate < LARGEST:
        raise Invalid(_("“%(value)s” is no rate. Write a number such as 0.92.", value=said[:40]))
    return rate

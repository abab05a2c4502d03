"""Deals that a program sends, one by one or some at once: all of them, or none."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from webapp.core.problems import Invalid
from webapp.deals.currencies import known_rates
from webapp.deals.events import deals_changed
from webapp.deals.owners import owners_of
from webapp.deals.shape import LARGEST, Told, known_id
from webapp.deals.writing import Written, write


def receive(deals: list[dict[str, Any]], *, now: datetime) -> Written:
    rates, known = known_rates(), owners_of({deal["owner_email"].lower() for deal in deals if deal["owner_email"]})
    told = [_told(deal, rates, known, now) for deal in deals]
    if len({one[:2] for one in told}) < len(told):
        raise Invalid(_("The same deal stands in this list twice. Send each once."))
    written = write(told, now=now)
    if written.new or written.changed:
        deals_changed.send(None, now=now)
    return written


def _told(deal: dict[str, Any], rates: dict[str, float], known: dict[str, int], now: datetime) -> Told:
    if (rate := rates.get(deal["currency"])) is None:
        raise Invalid(
            _("Nobody has said what %(name)s is worth. An admin does, on the desk's deals.", name=deal["currency"])
        )
    if deal["closed_on"] > now.date() + timedelta(days=1):
        raise Invalid(_("%(value)s is still to come. A deal counts once it is closed.", value=deal["closed_on"]))
    email = (deal["owner_email"] or "").lower() or None
    amount = round(deal["amount"] * 100)
    if (value := round(amount * rate)) > LARGEST:
        raise Invalid(_("“%(value)s” is more than a deal can be worth.", value=deal["amount"]))
    money = {"amount": amount, "value": value}
    ids = {"external_id": known_id(deal["source"], deal["external_id"])}
    texts = {name: deal[name] or None for name in ("reason", "competitor", "objection")}
    owner = {"owner_email": email, "owner_id": known.get(email) if email else None}
    return Told(**{**deal, **ids, **money, **texts, **owner, "name": " ".join(deal["name"].split())})

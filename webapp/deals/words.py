"""Deals as people speak of them."""

from flask_babel import format_currency, get_locale
from flask_babel import gettext as _

from webapp.deals.currencies import home


def money(hundredths: int, currency: str | None = None) -> str:
    """Without the hundredths, in the installation's currency where none is given."""
    pattern = get_locale().currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(round(hundredths / 100), currency or home(), pattern, currency_digits=False)


def kind_names() -> dict[str, str]:
    return {"reason": _("Reasons"), "competitor": _("Competitors"), "objection": _("Objections")}


def source_name(source: str) -> str:
    return {
        "salesforce": "Salesforce",
        "hubspot": "HubSpot",
        "file": _("a file of your own"),
        "webhook": _("a program"),
    }[source]

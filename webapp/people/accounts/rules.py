"""How long a link is good for. Pure: values in, value out."""

from datetime import datetime, timedelta

LASTS = {"invitation": timedelta(days=14), "sign_in": timedelta(minutes=15), "reset": timedelta(hours=1)}


def expiry(purpose: str, at: datetime) -> datetime:
    return at + LASTS[purpose]

"""In which language and zone we speak, and how shares, days and hours are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import force_locale, format_date, format_datetime
from flask_login import current_user

LANGUAGES = ("en",)


def register(app: Flask) -> None:
    app.jinja_env.filters.update(percent=percent, day=day, date_and_time=date_and_time)


def locale() -> str:
    """The browser's language, as far as we speak it; commands and the worker speak the first."""
    if not has_request_context():
        return LANGUAGES[0]
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


@contextmanager
def speaking_to(person: Any) -> Iterator[None]:
    """In their own language, whoever asks: for what reaches them outside of a page of theirs."""
    with force_locale(getattr(person, "language", None) or LANGUAGES[0]):
        yield


def time_zone() -> str:
    return getattr(current_user, "time_zone", "UTC") if has_request_context() else "UTC"


def percent(share: float | None) -> str:
    return "–" if share is None else f"{round(share * 100)} %"


def day(value: date | None) -> str:
    return "" if value is None else format_date(value, "EEE d MMM")


def date_and_time(value: datetime | None) -> str:
    """On the clock of whoever reads it."""
    return "" if value is None else format_datetime(value, "EEE d MMM y, HH:mm")

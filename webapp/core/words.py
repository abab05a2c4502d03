"""In which language and zone we speak, and how shares, numbers, days and hours are written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any

from babel import Locale, negotiate_locale
from flask import Flask, current_app, has_request_context, request
from flask_babel import force_locale, format_date, format_datetime, format_decimal, format_percent, get_locale
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from webapp.config import LANGUAGES

ENGLISH_DAYS = {"MMMEd": "EEE d MMM", "yMMMEd": "EEE d MMM y"}
"""The day before the month; Unicode's plain English is American."""


def register(app: Flask) -> None:
    filters = (percent, number, weekday, day, day_and_year, date_and_time)
    app.jinja_env.filters.update({each.__name__: each for each in filters})
    app.jinja_env.globals["get_locale"] = get_locale


def locale() -> str:
    """What they chose, else their browser's language as far as we speak it, else the installation's."""
    if not has_request_context():
        return _ours()
    return _chosen() or of_browser() or _ours()


def of_browser() -> str | None:
    """The language that it wants first among ours."""
    return negotiate_locale(request.accept_languages.values(), LANGUAGES, sep="-")


@contextmanager
def speaking_to(person: Any) -> Iterator[None]:
    """In their own language, whoever asks: for what reaches them outside of a page of theirs. Without a choice it is
    that of the browser they last signed in with."""
    with speaking(person.language or person.browser_language):
        yield


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """In that language; without one, in the installation's."""
    with force_locale(language or _ours()):
        yield


def names() -> dict[str, str]:
    """Every language we speak by the name it gives itself."""
    return {code: str(Locale.parse(code).display_name) for code in LANGUAGES}


def time_zone() -> str:
    return getattr(current_user, "time_zone", "UTC") if has_request_context() else "UTC"


def percent(share: float | None) -> str:
    if share is None:
        return "–"
    whole = round(share * 100)
    return f"{whole}\N{NO-BREAK SPACE}%" if _is_english() else format_percent(whole / 100)


def number(value: float, digits: int = 0) -> str:
    return format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0")


def weekday(value: date) -> str:
    return format_date(value, "ccc")


def day(value: date | None) -> str:
    return "" if value is None else format_date(value, _pattern("MMMEd"))


def day_and_year(value: date | None) -> str:
    return "" if value is None else format_date(value, _pattern("yMMMEd"))


def day_and_hour(value: datetime) -> str:
    """On the clock that the value was put on."""
    return format_datetime(value, f"{_pattern('MMMEd')}, HH:mm", rebase=False)


def date_and_time(value: datetime | None) -> str:
    """On the clock of whoever reads it."""
    return "" if value is None else format_datetime(value, f"{_pattern('yMMMEd')}, HH:mm")


def _pattern(skeleton: str) -> str:
    return ENGLISH_DAYS[skeleton] if _is_english() else get_locale().datetime_skeletons[skeleton].pattern


def _is_english() -> bool:
    return get_locale().language == "en"


def _chosen() -> str | None:
    """A refusal must be sayable while the database fails."""
    with suppress(SQLAlchemyError):
        return getattr(current_user, "language", None)
    return None


def _ours() -> str:
    return str(current_app.config["BABEL_DEFAULT_LOCALE"])

"""Codes are short: whoever tries many that are none has to wait."""

from flask import Response
from flask_limiter.util import get_remote_address
from flask_login import current_user


def key() -> str:
    """By person, since a meeting's phones share one address."""
    return f"person:{current_user.id}" if current_user.is_authenticated else get_remote_address()


def is_counted(response: Response) -> bool:
    return response.status_code == 404

"""How often signing in may be tried. The page and the programs' door count together."""

import functools
import hashlib
import ipaddress
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Response, current_app, request
from flask_limiter.util import get_remote_address

from webapp.core.turns import Turns
from webapp.extensions import limiter

Door = Callable[..., Any]

_passwords = Turns(4)
"""Checked at a time: what failed is counted afterwards, so a burst may overshoot a limit by this much only."""


def limited(door: Door) -> Door:
    """Slow down who guesses: one account from one address, many accounts from one, one account from many.

    The last two count only what failed, so that an office behind one address signs in however many they are.
    """
    for limit in (
        limiter.shared_limit(_limit("SIGN_IN_LIMIT"), scope="sign-in", key_func=_address_and_account),
        limiter.shared_limit(_limit("SIGN_IN_ADDRESS_LIMIT"), scope="sign-in", key_func=_address, deduct_when=_failed),
        limiter.shared_limit(_limit("SIGN_IN_ACCOUNT_LIMIT"), scope="sign-in", key_func=_account, deduct_when=_failed),
    ):
        door = limit(door)
    return _in_turn(door)


def _in_turn(door: Door) -> Door:
    @functools.wraps(door)
    def opened(*args: Any, **kwargs: Any) -> Any:
        with _passwords.mine():
            return door(*args, **kwargs)

    return opened


def seldom(door: Door) -> Door:
    """Asking for mail: nobody fills another's mailbox, or has ours send without end."""
    by_account = limiter.shared_limit("5 per 15 minutes", scope="links", key_func=_account)
    by_address = limiter.shared_limit(_limit("SIGN_IN_ADDRESS_LIMIT"), scope="links", key_func=get_remote_address)
    limited: Door = by_account(by_address(door))
    return limited


def _limit(name: str) -> Callable[[], str]:
    return lambda: str(current_app.config[name])


def _failed(response: Response) -> bool:
    return response.status_code == 401


def _address() -> str:
    """One household or office in IPv6 has a whole network of addresses, 64 bits wide."""
    address = get_remote_address()
    with suppress(ValueError):
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return address


def _address_and_account() -> str:
    return f"{_address()} {_account()}"


def _account() -> str:
    """The account asked for, as a hash: of one length always, and no list of addresses for who reads the counts."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    email = str(sent.get("email", "")) if isinstance(sent, dict) else ""
    return hashlib.sha256(email.strip().lower().encode(errors="surrogatepass")).hexdigest()

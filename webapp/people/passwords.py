"""Argon2 takes over 100 ms of a core, so it runs beside the greenlets, not among them."""

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()
_nobody = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    hashed: str = gevent.get_hub().threadpool.apply(_hasher.hash, (password,))
    return hashed


def is_password(password: str, password_hash: str | None) -> bool:
    """Takes as long for somebody without a password as for anybody."""
    fits: bool = gevent.get_hub().threadpool.apply(_verify, (password_hash or _nobody, password))
    return fits and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError, UnicodeEncodeError):
        return False

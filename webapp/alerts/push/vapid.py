"""Who we are to push services (RFC 8292): a key of this installation's own, and a mail address to complain to."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app
from py_vapid import Vapid02, b64urlencode

HOLDS = timedelta(hours=12)


def public_key() -> str:
    """What a browser subscribes with, so that only we can reach it."""
    point = _own_key().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return str(b64urlencode(point))


def signer(now: datetime) -> Callable[[str], str]:
    """Gives the Authorization header for an endpoint; one signature for each push service is enough."""
    key, until = _own_key(), int((now + HOLDS).timestamp())
    subject = f"mailto:{parseaddr(current_app.config['MAIL_FROM'])[1]}"

    @cache
    def signed(origin: str) -> str:
        return str(key.sign({"aud": origin, "exp": until, "sub": subject})["Authorization"])

    return lambda endpoint: signed("{0.scheme}://{0.netloc}".format(urlsplit(endpoint)))


def _own_key() -> Vapid02:
    return Vapid02.from_string(current_app.config["VAPID_PRIVATE_KEY"])

"""What browsers send of themselves."""

import base64
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SERVICE = "https://push.example.com/send"


def a_subscription(endpoint: str = f"{SERVICE}/1") -> dict[str, object]:
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    shown = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {"endpoint": endpoint, "keys": {"p256dh": _text(shown), "auth": _text(os.urandom(16))}}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


SUBSCRIPTION = a_subscription()

"""What a browser says of how to encrypt for it."""

import base64
import binascii
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

AUTH_BYTES = 16


def are_good(p256dh: str, auth: str) -> bool:
    """A point on the curve, and a secret."""
    with suppress(ValueError, binascii.Error):
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(p256dh))
        return len(_bytes(auth)) == AUTH_BYTES
    return False


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)

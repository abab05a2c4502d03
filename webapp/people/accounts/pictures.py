"""A link as a QR code, drawn into the page."""

import segno
from markupsafe import Markup


def qr_code(url: str) -> Markup:
    """Dark on white with its margin in either colour scheme, since cameras read it."""
    drawn = segno.make(url, error="m", micro=False)
    return Markup(  # Segno writes numbers and our own words; nothing that anybody typed.
        drawn.svg_inline(scale=6, border=4, dark="#1d1633", light="#fff", svgclass="qr", omitsize=True)
    )

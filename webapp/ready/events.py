"""What happened on the way to being ready."""

from blinker import signal

signed_off = signal("signed_off")
"""Sent with the SignOff that a coach gave a rep; keywords: coach, now."""

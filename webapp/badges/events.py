"""What happened to badges."""

from blinker import signal

badge_awarded = signal("badge_awarded")
"""Sent with the Award, once per badge and tier; keyword: now."""

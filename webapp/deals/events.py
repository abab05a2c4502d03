"""What happened to deals."""

from blinker import signal

deals_changed = signal("deals_changed")
"""Sent with nothing (None) after deals came in, went, or mean another topic, once a work; keyword: now."""

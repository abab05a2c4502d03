"""What happened to points."""

from blinker import signal

points_awarded = signal("points_awarded")
"""Sent with the new Entry, which may take points away, as it was written (without its id); keyword: now."""

verifying = signal("verifying")
"""Sent without a sender by `flask points verify`; each listener returns sentences on what differs."""

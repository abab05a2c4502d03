"""What coaches did."""

from blinker import signal

note_written = signal("note_written")
"""Sent with the Note when a coach wrote or changed it; keywords: answer, now."""

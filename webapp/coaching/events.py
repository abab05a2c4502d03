"""What coaches did."""

from blinker import signal

note_written = signal("note_written")
"""Sent with the Note when a coach wrote or changed it; keywords: answer, now."""

note_taken_back = signal("note_taken_back")
"""Sent with the Note when its coach takes it back, just before it goes; keyword: answer."""

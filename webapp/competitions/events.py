"""What happened to competitions. None of these is sent of a hidden one."""

from blinker import signal

competition_published = signal("competition_published")
"""Sent with the Competition when it was announced, and again when it changed before its start; keywords: people (the
ids of those in it who had not heard of it), now."""

competition_cancelled = signal("competition_cancelled")
"""Sent with the Competition when it was called off; keywords: people, now."""

competition_ended = signal("competition_ended")
"""Sent with the Competition, once, when its final standings were written; keywords: people, winners (ids), now."""

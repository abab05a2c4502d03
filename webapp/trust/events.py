"""What was learned."""

from blinker import signal

replies_learned = signal("replies_learned")
"""Sent with a list of answers after what is known of them was written down anew; their authors are locked."""

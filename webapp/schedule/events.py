"""What happened in recall."""

from blinker import signal

recall_answered = signal("recall_answered")
"""Sent with the Recall after its first answer; keyword: person, now."""

"""What happened to replies."""

from blinker import signal

answer_given = signal("answer_given")
"""Sent with the Answer when a reply, practice included, was stored; keyword: now."""

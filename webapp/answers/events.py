"""What happened to replies."""

from blinker import signal

answer_offered = signal("answer_offered")
"""Sent with the person before a reply is stored, practice aside; a listener refuses it by raising a
Problem; keywords: challenge_id, day."""

answer_given = signal("answer_given")
"""Sent with the Answer when a reply, practice included, was stored; keyword: now."""

"""What happened to the playbook."""

from blinker import signal

playbook_changed = signal("playbook_changed")
"""Sent with the list of facts and prompts that went live or were retired, all at once; keyword: now."""

"""What happened to the playbook."""

from blinker import signal

playbook_changed = signal("playbook_changed")
"""Sent with the list of facts and prompts that went live or were retired, all at once; keyword: now."""

reply_carried = signal("reply_carried")
"""Sent with a ModelReply whose words a newer version of its fact takes over; keyword: later, the one it is now."""

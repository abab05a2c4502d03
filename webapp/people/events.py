"""What happened to people."""

from blinker import signal

sign_in_ended = signal("sign_in_ended")
"""Sent with the id of a sign-in when it was ended, by its owner or by a deactivation."""

people_merged = signal("people_merged")
"""Sent with the id of the account that is kept, `dropped` and `now`, when two of one person become one. Listeners
move what the dropped one did, and raise Conflict where they cannot."""

"""What happened to people."""

from blinker import signal

sign_in_ended = signal("sign_in_ended")
"""Sent with the id of a sign-in when it was ended, by its owner, by a deactivation or by a new password."""

person_deactivated = signal("person_deactivated")
"""Sent with the id of a person and `now` when they may sign in no more."""

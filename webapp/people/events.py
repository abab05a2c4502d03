"""What happened to people."""

from blinker import signal

person_moved = signal("person_moved")
"""Sent with a Person whose role, team or cohort changed, or who was deactivated or came back."""

sign_in_ended = signal("sign_in_ended")
"""Sent with the id of a sign-in when it was ended, by its owner or by a deactivation."""

ranks_turned_off = signal("ranks_turned_off")
"""Sent with a team, or None for the whole installation, when it begins to play without personal ranks."""

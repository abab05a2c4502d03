"""What happened to people."""

from blinker import signal

people_moved = signal("people_moved")
"""Sent with the ids of people whose role, team or cohort changed, or who were deactivated or came back."""

sign_in_ended = signal("sign_in_ended")
"""Sent with the id of a sign-in when it was ended, by its owner, by a deactivation or by a new password."""

person_deactivated = signal("person_deactivated")
"""Sent with the id of a person and `now` when they may sign in no more."""

people_merged = signal("people_merged")
"""Sent with the id of the account that is kept, `dropped` and `now`, when two of one person become one. Listeners
move what the dropped one did, and raise Conflict where they cannot."""

ranks_turned_off = signal("ranks_turned_off")
"""Sent with a team, or None for the whole installation, when it begins to play without personal ranks."""

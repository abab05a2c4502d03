"""What happened to streaks."""

from blinker import signal

streak_extended = signal("streak_extended")
"""Sent with the person when a reply or an earn-back made their streak longer, or a run that
has ended since (a reply that was synced late); keywords: streak
(rules.Streak), day (the one that counts now), now."""

streak_earned_back = signal("streak_earned_back")
"""Sent with the EarnBack when the third practice reply brought a lost streak back; keywords: person, now."""

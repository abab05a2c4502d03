"""What happened to votes."""

from blinker import signal

vote_cast = signal("vote_cast")
"""Sent with the locked Tally after a vote was added or changed; keywords: answer, vote, judge, first
(whether it is their first on it), before (the quality points until now), now."""

sample_judged = signal("sample_judged")
"""Sent with the locked Tally, which does not change, after a vote on a sample; keywords: vote, judge, first (always
true), now."""

voting_closed = signal("voting_closed")
"""Sent with the locked Tally, once, when its last quality is known; keywords: answer, before, now."""

answer_moderated = signal("answer_moderated")
"""Sent with the locked Tally after its reply was set aside or restored; keywords: answer, moderation, now."""

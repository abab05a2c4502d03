"""What happened to model replies, and to the words of key points."""

from blinker import signal

model_published = signal("model_published")
"""Sent with the ModelReply when a colleague's reply becomes a model for all; keywords: answer, mark, now."""

line_worked = signal("line_worked")
"""Sent with the LineUse when somebody says that a colleague's line worked on a call; keywords: model, now."""

wording_decided = signal("wording_decided")
"""Sent with the WordingProposal when it was accepted or declined; keyword: now."""

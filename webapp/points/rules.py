"""What is worth how much. No points for speed."""

REPLY = 10
RECALL = 2
JUDGEMENT = 1
UNJUDGED = 10
"""For a reply that nobody judged before its voting closed."""
JUDGEMENTS_A_DAY = 5

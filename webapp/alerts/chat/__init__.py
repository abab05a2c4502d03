"""A team's chat: what Slack or Teams is told of it."""

"""A fair start: chance decides which team starts when, so that a difference later on means something."""

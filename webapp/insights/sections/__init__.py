"""The parts of the insights, each with what it asks and the figures that answer."""

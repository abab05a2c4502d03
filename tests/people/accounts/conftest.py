from tests.doors import clock, restarted

__all__ = ["clock", "restarted"]

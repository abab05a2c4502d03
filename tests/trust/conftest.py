from tests.doors import clock

__all__ = ["clock"]

"""When in the day a person is reminded by their calendar."""

from datetime import time

from webapp.people.models import Person

USUAL = time(9, 30)


def hour_of(person: Person) -> time:
    """By the clock on their wall."""
    return USUAL

"""When in the day a person is reminded by their calendar: when they are by push."""

from datetime import time

from webapp.alerts.push.queries import reminding_of
from webapp.people.models import Person


def hour_of(person: Person) -> time:
    """By the clock on their wall."""
    return time(*divmod(reminding_of(person).at, 60))

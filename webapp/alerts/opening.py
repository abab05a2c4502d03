"""Where a message that finds somebody outside of the app leads: to that day's challenge, without a password, once."""

from datetime import date

from webapp.answers.rules import window
from webapp.core.mail import our_address
from webapp.people.accounts.challenge_links import challenge_path
from webapp.people.models import Person


def today_url(person: Person, day: date) -> str:
    return f"{our_address()}{today_path(person, day)}"


def today_path(person: Person, day: date) -> str:
    """For a message that knows where it came from, as a push does."""
    return challenge_path(person, day, until=window(day, person.time_zone)[1])

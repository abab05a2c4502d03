"""Where a message that finds somebody outside of the app leads them."""

from datetime import date

from webapp.core.mail import our_address
from webapp.people.models import Person


def today_url(person: Person, day: date) -> str:
    """Their two minutes of that day."""
    return f"{our_address()}/"

"""Links that open by themselves: out of a digest's foot, and to a calendar. They are Ben's."""

from tests.cast import NOON, Cast
from tests.permissions.visitors import Whose, alike
from webapp.alerts.digests import unsubscribing
from webapp.alerts.feed import links


def subjects(cast: Cast) -> dict[str, Whose]:
    links.make(cast.ben.id, now=NOON)
    digest, calendar = unsubscribing.secret_of(cast.ben.id), links.secret_of(cast.ben)
    return {"digest link": _good_and_guessed(digest), "calendar link": _good_and_guessed(str(calendar))}


def _good_and_guessed(secret: str) -> Whose:
    return {"a good link": alike(secret=secret), "a guess": alike(secret="a" * len(secret))}

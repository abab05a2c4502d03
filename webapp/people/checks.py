"""What somebody is called, where they are and work: each check gives it as we keep it, or raises Invalid."""

import holidays
from flask_babel import gettext as _
from marshmallow import ValidationError, validate

from webapp.core import clock, words
from webapp.core.characters import is_readable, is_visible
from webapp.core.problems import Invalid

LONGEST_NAME = 120
LONGEST_EMAIL = 254
SHORTEST_PASSWORD = 10


def known_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise Invalid(_("A name is needed."))
    if not can_be_read(name):
        raise Invalid(_("That name cannot be read. Use letters, figures or emoji."))
    if len(name) > LONGEST_NAME:
        raise Invalid(_("That name is too long: keep it to %(most)s characters.", most=LONGEST_NAME))
    return name


def known_email(email: str) -> str:
    """In lower case, as accounts are looked up."""
    email = email.strip().lower()
    if len(email) > LONGEST_EMAIL:
        raise Invalid(_("That e-mail address is too long: %(most)s characters at most.", most=LONGEST_EMAIL))
    try:
        validate.Email()(email)
    except ValidationError:
        raise Invalid(_("“%(email)s” is not an e-mail address, such as jo@example.com.", email=email)) from None
    return email


def known_country(code: str) -> str:
    code = code.strip().upper()
    if code not in holidays.list_supported_countries(include_aliases=False):
        raise Invalid(_("There is no country “%(code)s”. Give its two letters, such as DE, GB or US.", code=code))
    return code


def known_zone(name: str) -> str:
    if name not in clock.zones():
        raise Invalid(_("There is no time zone called “%(name)s”. Use a name such as Europe/Berlin.", name=name))
    return name


def known_language(code: str) -> str:
    if code not in words.LANGUAGES:
        known = ", ".join(words.names().values())
        raise Invalid(_("We do not speak “%(code)s” yet. Choose among %(known)s.", code=code, known=known))
    return code


def long_enough(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(_("Choose a password of at least %(least)s characters.", least=SHORTEST_PASSWORD))
    return password


def can_be_read(text: str) -> bool:
    return all(map(is_readable, text)) and any(map(is_visible, text))

"""What can be watched over a socket. Rooms fill the registry; `people.live` opens the door."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import gettext as _

from webapp.core.problems import Invalid


class Watch(NamedTuple):
    audiences: list[str]
    state: dict[str, Any]
    """Where things stand now, so that a message missed before never matters."""


Opening = Callable[[Any, dict[str, Any]], Watch]

_openings: dict[str, Opening] = {}

Admission = Callable[[str], list[str] | None]

_guests: dict[str, Admission] = {}


def watchable(key: str) -> Callable[[Opening], Opening]:
    """Register how a request that carries `key` is authorised and which audiences it joins.

    The function gets the person and the request; it raises a Problem for what is not theirs.
    """

    def register(opening: Opening) -> Opening:
        _openings[key] = opening
        return opening

    return register


def guest(key: str) -> Callable[[Admission], Admission]:
    """Register who may listen without a sign-in: a function from the secret that a socket's auth carries under
    `key` to the audiences it joins, or None. A guest hears; whatever it says is refused."""

    def register(admission: Admission) -> Admission:
        _guests[key] = admission
        return admission

    return register


def admitted(auth: dict[str, Any]) -> list[str] | None:
    """The audiences of a guest with a valid secret; None for everybody else."""
    for key, admission in _guests.items():
        if isinstance(secret := auth.get(key), str):
            return admission(secret)
    return None


def watch(person: Any, wanted: dict[str, Any]) -> Watch:
    for key, opening in _openings.items():
        if key in wanted:
            return opening(person, wanted)
    raise Invalid(_("Say what to watch: %(kinds)s.", kinds=", ".join(sorted(_openings))))

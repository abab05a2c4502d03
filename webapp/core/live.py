"""What can be watched over a socket. Rooms fill the registry; `people.live` opens the door."""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from flask_babel import gettext as _

from webapp.core.problems import Invalid


class Watch(NamedTuple):
    audiences: list[str]
    state: dict[str, Any]
    """Where things stand now, so that a message missed before never matters."""


Wanted = dict[str, Any]
Topic = tuple[Hashable, ...]
"""What a request is about, whoever asks, wherever and on whichever day."""

Admission = Callable[[str], list[str] | None]

_guests: dict[str, Admission] = {}


class Watchable(NamedTuple):
    topic: Callable[[Wanted], Topic]
    open: Callable[[Any, Wanted], Watch]


_watchables: dict[str, Watchable] = {}


def watchable(key: str, *, topic: Callable[[Wanted], Topic]) -> Callable[[Callable[[Any, Wanted], Watch]], Any]:
    """Register how a request that carries `key` is authorised, and which audiences it joins.

    The function gets the person and the request; it raises a Problem for what is not theirs. `topic` raises one
    for what nobody could have.
    """

    def register(opening: Callable[[Any, Wanted], Watch]) -> Callable[[Any, Wanted], Watch]:
        _watchables[key] = Watchable(topic, opening)
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


def kinds() -> list[str]:
    """The names by which something can be watched."""
    return sorted(_watchables)


def topic_of(wanted: Wanted) -> Topic:
    key, found = _find(wanted)
    return (key, *found.topic(wanted))


def watch(person: Any, wanted: Wanted) -> Watch:
    return _find(wanted)[1].open(person, wanted)


def _find(wanted: Wanted) -> tuple[str, Watchable]:
    for key, found in _watchables.items():
        if key in wanted:
            return key, found
    raise Invalid(_("Say what to watch: %(kinds)s.", kinds=", ".join(kinds())))

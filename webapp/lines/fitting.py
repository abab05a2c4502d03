"""Which facts and lines a call needs first. Pure: values in, value out.

static/js/behaviours/call.js does the same on the device, where there may be no network.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

NAMES = re.compile(r"[^\W\d_]{2,}")
MOST_ROLES = 12
USUAL = 3
"""Fewer prospects than this make no role to choose."""


class Prospect(NamedTuple):
    """Whom a line of theirs comes from, and what it is about."""

    persona: str
    situation: str


ANYBODY = Prospect("", "")


class Choice(NamedTuple):
    """What a call is expected to bring; empty where it may be anything. An objection is a situation or a topic."""

    persona: str = ""
    objection: str = ""
    words: tuple[str, ...] = ()


class Known(NamedTuple):
    """A fact as it is chosen for a call."""

    topic: str
    prospects: Sequence[Prospect]
    worked: int
    """For how many people its lines did."""
    says: str
    """All of it, in plain words."""
    valid_until: date | None


class Said(NamedTuple):
    """A line as it is chosen for a call."""

    to: Prospect
    worked: int


def best_facts(known: Sequence[Known], choice: Choice, today: date) -> list[int]:
    """The places of the facts that are still true and say every word: what fits first, then what worked."""
    wanted = [n for n, fact in enumerate(known) if _is_wanted(fact, choice, today)]
    return sorted(wanted, key=lambda n: (-_fit_of(known[n], choice), -known[n].worked, n))


def best_lines(said: Sequence[Said], topic: str, choice: Choice) -> list[int]:
    """The places of a fact's lines, newest first as they come: what fits first, then what worked."""
    return sorted(range(len(said)), key=lambda n: (-fit(said[n].to, topic, choice), -said[n].worked, n))


def best_prospects(prospects: Sequence[Prospect], topic: str, choice: Choice) -> list[int]:
    """The places of those who ask for a fact: what fits first."""
    return sorted(range(len(prospects)), key=lambda n: (-fit(prospects[n], topic, choice), n))


def fit(prospect: Prospect, topic: str, choice: Choice) -> int:
    """What they say weighs more than who they are."""
    says_it = choice.objection != "" and choice.objection in (prospect.situation, topic)
    is_them = choice.persona != "" and choice.persona in roles(prospect.persona)
    return 2 * says_it + is_them


def roles(persona: str) -> list[str]:
    """The words that name a role, “Owner” of “Owner, 9 bakeries”; small words such as “of” name none."""
    return [word.casefold() for word in _names(persona)]


def usual_roles(personas: Iterable[str]) -> dict[str, str]:
    """The roles that most prospects have, to choose from: each as it is compared, and as it is written."""
    names = [name for persona in personas for name in _names(persona)]
    counts = Counter(name.casefold() for name in names)
    written = {name.casefold(): name[0].upper() + name[1:] for name in reversed(names)}
    return {role: written[role] for role, count in counts.most_common(MOST_ROLES) if count >= USUAL}


def _names(persona: str) -> list[str]:
    words = NAMES.findall(persona.partition(",")[0])
    return list(dict.fromkeys(word for word in words if len(word) > 3 or not word.islower()))


def _is_wanted(fact: Known, choice: Choice, today: date) -> bool:
    still_true = fact.valid_until is None or fact.valid_until >= today
    return still_true and all(word in fact.says for word in choice.words)


def _fit_of(fact: Known, choice: Choice) -> int:
    return max(fit(prospect, fact.topic, choice) for prospect in (*fact.prospects, ANYBODY))

"""Who is ready: which topics count, which of them block, and by what. Pure: values in, value out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from webapp.mastery.rules import Mastery, monday

STATES = ("not_yet", "nearly", "ready")
FIGURES = ("recall", "fact", "persuasion")
WEEKS = 8
"""How far back figures go: enough for a few replies a topic, and short enough that what was forgotten shows."""
ENOUGH = {"recall": 5, "fact": 3, "persuasion": 3}
"""Fewer questions or judged replies on a topic prove nothing, however good they were."""
FEWEST_TOPICS = 3
"""Nobody is ready by the first week's topic alone."""
NEARLY = 2
"""So many blocking topics are a matter of days, if they are not most of them."""
MARGIN = 5
"""Percent that one good reply or question may bring."""


class Bar(NamedTuple):
    """What is asked of every topic, 0 to 1 each."""

    recall: float
    fact: float
    persuasion: float


USUAL = Bar(0.75, 0.7, 0.6)
"""Where no manager has decided. Recall: three of four questions, which FSRS asks just as they begin to fade. Fact and
persuasion: of what a coach would say of the best reply; truth before charm."""
UNLEARNED = Bar(0.75, 0.6, 0.55)
"""The same before a cohort's replies are learned (trust/known.py): the score of a reply to which three colleagues gave
70 and 60 % of the best, since it begins in the middle with a prior worth three votes."""


class Gap(NamedTuple):
    """Why a topic blocks: one figure, and how many percent it lacks; None where there is too little to tell."""

    figure: str
    lacks: int | None


def since(today: date) -> date:
    """The Monday from which on figures count."""
    return monday(today) - timedelta(weeks=WEEKS)


def counts(had: int, live: int) -> bool:
    """Whether a topic counts for a cohort: half of its live facts were its challenge by now. Before that nobody had
    their chance."""
    return 0 < live <= 2 * had


def observed(mastery: Mastery, figure: str) -> int:
    """How many questions or judged replies a figure rests on."""
    return mastery.recalls if figure == "recall" else mastery.replies


def gaps(mastery: Mastery, bar: Bar) -> list[Gap]:
    """What keeps a topic from being there; nothing if it is."""
    found = ((figure, _lacks(mastery, figure, getattr(bar, figure))) for figure in FIGURES)
    return [Gap(figure, lacks) for figure, lacks in found if lacks != 0]


def state(topics: Sequence[Sequence[Gap]], in_playbook: int) -> str:
    """Of somebody whose counting topics lack these. Nearly: at most two block and they are not most of them, or all
    that is lacking is within five percent."""
    if len(topics) < min(FEWEST_TOPICS, in_playbook) or not topics:
        return "not_yet"
    blocking = [lacking for lacking in topics if lacking]
    if not blocking:
        return "ready"
    few = len(blocking) <= NEARLY and 2 * len(blocking) <= len(topics)
    close = all(gap.lacks is not None and gap.lacks <= MARGIN for lacking in blocking for gap in lacking)
    return "nearly" if few or close else "not_yet"


def next_topic(topics: Mapping[int, Sequence[Gap]]) -> int | None:
    """The topic to train next: where most is lacking, what nothing is known of first; the earliest of equals."""
    blocking = [(topic_id, lacking) for topic_id, lacking in topics.items() if lacking]
    return max(blocking, key=lambda one: _weight(one[1]))[0] if blocking else None


def days_to(joined: date, reached: date | None, today: date) -> int:
    """Days of ramp-up: to the day they were ready, or so far."""
    return max(0, ((reached or today) - joined).days)


def _lacks(mastery: Mastery, figure: str, needed: float) -> int | None:
    """In whole percent, as both are shown."""
    estimate = getattr(mastery, figure)
    if estimate is None or observed(mastery, figure) < ENOUGH[figure]:
        return None
    return max(0, round(needed * 100) - round(estimate.value * 100))


def _weight(lacking: Sequence[Gap]) -> int:
    return sum(100 if gap.lacks is None else gap.lacks for gap in lacking)

"""Which topics words may mean: those whose name, facts, key points or prompts read most like them. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

ALIKE = 62
"""Of 100; below it a likeness is chance."""
MOST = 3


class Reading(NamedTuple):
    """Something that is said under a topic."""

    topic_id: int
    text: str


def suggest(words: Sequence[str], readings: Sequence[Reading]) -> list[list[int]]:
    """For each of the words the topics they may mean, the likeliest first. Thousands of readings take milliseconds."""
    from rapidfuzz import fuzz, process, utils  # Only who maps words waits for it.

    texts = [utils.default_process(reading.text) for reading in readings]

    def topics(said: str) -> list[int]:
        found = process.extract(
            utils.default_process(said), texts, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=10 * MOST
        )
        return list(dict.fromkeys(readings[at].topic_id for _text, _score, at in found))[:MOST]

    return [topics(said) for said in words]

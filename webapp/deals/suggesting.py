"""Which topics words may mean: those in whose name, facts, key points and prompts such words are at home. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

ALIKE = 0.87
"""Jaro and Winkler's similarity, from which on two words are forms of one: price and pricing, not staff and start."""
LIKELY, SURE = 0.12, 0.35
"""From which score on a topic is offered, and chosen beforehand."""
CHANCE = 3
"""So often must a word be said under a topic before half of it tells of it, for once is chance."""
MOST = 3
WORD = re.compile(r"[^\W\d_]{3,}")


class Reading(NamedTuple):
    """Something that is said under a topic, and how much its words tell of it."""

    topic_id: int
    text: str
    tells: int = 1


class Likely(NamedTuple):
    topic_id: int
    score: float
    """0 to 1: how much of the words is at home there."""


Homes = dict[str, dict[int, float]]


def suggest(terms: Sequence[str], readings: Iterable[Reading]) -> list[list[Likely]]:
    """For each of the terms the topics it may mean, the likeliest first. A page of them takes milliseconds."""
    homes = _homes(readings)
    words = sorted({word for term in terms for word in _words(term)})
    known = dict(zip(words, _forms(words, homes), strict=True))
    return [_likely([known[word] for word in _words(term)]) for term in terms]


def _homes(readings: Iterable[Reading]) -> Homes:
    """How much each word tells of each topic: its share there, by how few of the topics use it at all."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for topic_id, text, tells in readings:
        for word in _words(text):
            counts[word][topic_id] += tells
    topics = {topic_id for by_topic in counts.values() for topic_id in by_topic}
    return {
        word: {
            topic_id: count / (by_topic.total() + CHANCE) * (1 - log(len(by_topic)) / log(max(len(topics), 2)))
            for topic_id, count in by_topic.items()
        }
        for word, by_topic in counts.items()
    }


def _forms(words: Sequence[str], homes: Homes) -> list[dict[int, float]]:
    """Where each of the words is at home in any of its forms, whichever tells most."""
    from rapidfuzz import distance, process  # Only who maps words waits for it.

    def best(word: str) -> dict[int, float]:
        scorer = distance.JaroWinkler.similarity
        found = process.extract(word, list(homes), scorer=scorer, score_cutoff=ALIKE, limit=MOST)
        told: dict[int, float] = {}
        for form, alike, _at in found:
            for topic_id, share in homes[form].items():
                told[topic_id] = max(told.get(topic_id, 0.0), alike * share)
        return told

    return [best(word) for word in words]


def _likely(homes: Sequence[dict[int, float]]) -> list[Likely]:
    """By the word that tells most, and half of what the others do."""
    told: dict[int, list[float]] = defaultdict(list)
    for home in homes:
        for topic_id, share in home.items():
            told[topic_id].append(share)
    scored = [Likely(topic, (max(all_) + sum(all_) / len(homes)) / 2) for topic, all_ in told.items()]
    ranked = sorted((one for one in scored if one.score >= LIKELY), key=lambda one: (-one.score, one.topic_id))
    return ranked[:MOST]


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(WORD.findall(text.casefold())))

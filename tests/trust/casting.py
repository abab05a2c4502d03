"""A world of first casts: people who judge each other in good faith, as bench/judging/world.py has them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from webapp.trust.casts import FirstCast

BEGAN = datetime(2026, 6, 1, tzinfo=UTC)
Planted = Callable[[int, int, Any, float], tuple[Any, float]]
"""Of a judge and an author, the vote and the seconds it took; gives both, as somebody made them."""


def first_casts(seed: int, people: int = 24, replies: int = 40, plant: Planted | None = None) -> list[FirstCast]:
    """`replies` of each, judged by four colleagues; four teams, by id modulo four."""
    chance = np.random.default_rng(seed)
    lean, noise = chance.normal(0.5, 0.6, people), chance.choice([0.4, 0.8, 1.6], people, p=[0.4, 0.4, 0.2])
    skill = chance.normal(size=(people, 2))
    casts = []
    for reply in range(people * replies):
        author = reply % people
        truth = np.sqrt(0.5) * (skill[author] + chance.normal(size=2))
        for judge in _colleagues(chance, author, people):
            seen = truth + lean[judge] + noise[judge] * chance.normal(size=2)
            vote, seconds = (seen > -0.5).astype(int) + (seen > 0.5), float(chance.lognormal(2.7, 0.6))
            if plant:
                vote, seconds = plant(judge, author, vote, seconds)
            casts.append(_cast(judge, author, reply, vote, seconds))
    return casts


def _cast(judge: int, author: int, reply: int, vote: Any, seconds: float) -> FirstCast:
    served = BEGAN + timedelta(hours=reply, minutes=judge)
    return FirstCast(
        judge_id=judge,
        reply_id=reply,
        author_id=author,
        fact=int(vote[0]),
        persuasion=int(vote[1]),
        by_coach=False,
        judge_team_id=judge % 4 + 1,
        author_team_id=author % 4 + 1,
        served_at=served,
        at=served + timedelta(seconds=seconds),
    )


def _colleagues(chance: Generator, author: int, people: int) -> list[int]:
    return [int(one) for one in chance.choice([n for n in range(people) if n != author], 4, replace=False)]

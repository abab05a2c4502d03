"""Block votes: a team whose people give their own replies more, and everybody else's less, than others do. Pure."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from webapp.trust.casts import FirstCast, apart
from webapp.trust.suspicion import Suspicion, Whose

FEWEST = 3
"""Votes on their own team's replies and on others'; and judges of a team."""
LARGE = 0.6
"""Steps of four between both, the mean of a team."""


class Sides(NamedTuple):
    judge_id: int
    own: float
    others: float
    own_votes: int
    other_votes: int

    @property
    def apart(self) -> float:
        return self.own - self.others


def suspicions(casts: list[FirstCast]) -> list[Suspicion]:
    """Every team with judges enough: a t-test of what lies between both sides, one number a judge."""
    teams = _teams(casts)
    return [_suspicion(team, teams[team]) for team in sorted(teams) if len(teams[team]) >= FEWEST]


def _suspicion(team: int, judges: list[Sides]) -> Suspicion:
    # Half a second, which starting the app would wait for.
    from scipy.stats import ttest_1samp

    between = np.array([judge.apart for judge in judges])
    mean = float(between.mean())
    alike = float(between.std()) < 1e-9
    # Without any spread a t-test would be certain of three; as likely as that all of them lean the same way, it is not.
    chance = (
        (0.5 ** len(judges) if mean > 0 else 1.0)
        if alike
        else float(ttest_1samp(between, 0, alternative="greater").pvalue)
    )
    return Suspicion(
        chance=chance,
        is_large=mean >= LARGE,
        whose=[_whose(team, judge, len(judges), mean) for judge in judges if judge.apart >= mean / 2],
    )


def _whose(team: int, judge: Sides, judges: int, mean: float) -> Whose:
    evidence = {
        "own": round(judge.own, 2),
        "own_votes": judge.own_votes,
        "others": round(judge.others, 2),
        "other_votes": judge.other_votes,
        "judges": judges,
        "team": round(mean, 2),
    }
    return Whose(judge.judge_id, None, team, evidence)


def _teams(casts: list[FirstCast]) -> dict[int, list[Sides]]:
    votes: dict[tuple[int, int], dict[bool, list[float]]] = defaultdict(lambda: {True: [], False: []})
    for cast, value in zip(casts, apart(casts, teams=True), strict=True):
        if cast.judge_team_id is not None and cast.may_tell and not np.isnan(value):
            own = cast.judge_team_id == cast.author_team_id
            votes[cast.judge_team_id, cast.judge_id][own].append(float(value))
    teams: dict[int, list[Sides]] = defaultdict(list)
    for (team, judge), sides in votes.items():
        if min(len(sides[True]), len(sides[False])) >= FEWEST:
            means = float(np.mean(sides[True])), float(np.mean(sides[False]))
            teams[team].append(Sides(judge, *means, len(sides[True]), len(sides[False])))
    return teams

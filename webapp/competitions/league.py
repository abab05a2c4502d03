"""A season's fixtures, its table and its play-off. Pure: teams and results in, pairs and places out."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

WON, DRAWN = 2, 1
SMALLEST = 3
"""With fewer teams there is no season."""

Pair = tuple[int, int]


class Result(NamedTuple):
    home: int
    away: int
    home_score: Fraction | None
    """None where nobody of a team had a day at work."""
    away_score: Fraction | None

    @property
    def without(self) -> list[int]:
        """The teams that have no score."""
        return [t for t, s in ((self.home, self.home_score), (self.away, self.away_score)) if s is None]


class Line(NamedTuple):
    """A team's line in the table."""

    team: int
    rank: int
    played: int
    won: int
    drawn: int
    lost: int
    points: int
    scored: Fraction
    """All its weekly scores together, which parts those level on points."""


def round_robin(teams: Sequence[int]) -> list[list[Pair]]:
    """Everybody meets everybody once, a week at a time; where the number is odd, one rests each week."""
    circle: list[int | None] = [*teams, *([None] if len(teams) % 2 else [])]
    weeks = []
    for week in range(len(circle) - 1):
        half = len(circle) // 2
        pairs = zip(circle[:half], reversed(circle[half:]), strict=True)
        met = [(one, other) for one, other in pairs if one is not None and other is not None]
        weeks.append([pair if week % 2 == 0 else pair[::-1] for pair in met])
        circle = [circle[0], circle[-1], *circle[1:-1]]
    return weeks


def table(teams: Sequence[int], results: Iterable[Result]) -> list[Line]:
    """By points, then by all they scored; those level in both share a place, in the order they were drawn."""
    results = list(results)
    lines = [_line(team, results) for team in teams]
    order = sorted(lines, key=lambda line: (-line.points, -line.scored))
    keys = [(line.points, line.scored) for line in order]
    return [line._replace(rank=keys.index((line.points, line.scored)) + 1) for line in order]


def weeks_of(teams: int) -> int:
    """How many weeks a season has: everybody against everybody, then the play-off."""
    return len(round_robin(range(teams))) + (2 if teams >= 4 else 1)


def stage_of(week: int, teams: int) -> str:
    """What a week is, the first being 0."""
    rounds = len(round_robin(range(teams)))
    if week < rounds:
        return "round"
    return "semifinal" if teams >= 4 and week == rounds else "final"


def pairs_of(week: int, teams: Sequence[int], played: Sequence[Sequence[Result]]) -> list[Pair] | None:
    """Who meets whom; None as long as that is not decided. `played` holds the results of the weeks before."""
    rounds = round_robin(teams)
    if week < len(rounds):
        return rounds[week]
    if len(played) < week:
        return None
    best = [line.team for line in table(teams, [r for results in played[: len(rounds)] for r in results])]
    if stage_of(week, len(teams)) == "semifinal":
        return [(best[0], best[3]), (best[1], best[2])]
    if len(teams) < 4:
        return [(best[0], best[1])]
    first, second = (winner(result) for result in played[len(rounds)])
    return [(first, second) if best.index(first) < best.index(second) else (second, first)]


def winner(result: Result) -> int:
    """Of a play-off: level, the better placed goes through, who is named first; a score beats none."""
    home, away = (-1 if score is None else score for score in (result.home_score, result.away_score))
    return result.away if away > home else result.home


def _line(team: int, results: list[Result]) -> Line:
    mine = [(r.home_score, r.away_score) for r in results if r.home == team]
    mine += [(r.away_score, r.home_score) for r in results if r.away == team]
    won, lost = sum(_beats(a, b) for a, b in mine), sum(_beats(b, a) for a, b in mine)
    scored = sum((a for a, _b in mine if a is not None), Fraction(0))
    drawn = len(mine) - won - lost
    return Line(team, 0, len(mine), won, drawn, lost, WON * won + DRAWN * drawn, scored)


def _beats(one: Fraction | None, other: Fraction | None) -> bool:
    """Without two scores there is nothing to compare: the week is drawn, as nobody loses by being on holiday."""
    return one is not None and other is not None and one > other

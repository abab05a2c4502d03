"""One thing that was looked at. Pure."""

from typing import Any, NamedTuple


class Whose(NamedTuple):
    judge_id: int
    other_id: int | None
    team_id: int | None
    evidence: dict[str, Any]


class Suspicion(NamedTuple):
    chance: float
    """Of as much or more, were all well."""
    is_large: bool
    """Whether it would matter if it were so."""
    whose: list[Whose]

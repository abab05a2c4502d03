"""Every entry moves the sums in its own transaction; those who watch a board get the rows that changed."""

from collections import defaultdict
from datetime import date, datetime
from functools import partial
from typing import Any

from webapp.core import audiences, clock, outbox
from webapp.core.work import current
from webapp.people.events import people_merged, people_moved, ranks_turned_off
from webapp.people.models import Team
from webapp.people.ranks import active_members
from webapp.points.events import points_awarded, verifying
from webapp.points.models import Entry
from webapp.standings import groups, merging, queries, rules
from webapp.standings.actions import Deltas, from_ledger

EVERY = 0.25
"""Seconds between two messages about one board."""


def register() -> None:
    points_awarded.connect(add_up)
    verifying.connect(compare_with_ledger)
    people_merged.connect(merging.follow_merge)
    ranks_turned_off.connect(announce_off)
    people_moved.connect(announce_move)


def add_up(entry: Entry, now: datetime) -> None:
    current().gather(Deltas).add(entry)


def announce_off(team: Team | None) -> None:
    """Whoever plays without personal ranks stops hearing of others' at once."""
    outbox.announce("ranks_off", {"people": None if team is None else active_members(team.id)})


def announce_move(people_ids: list[int]) -> None:
    """They ask anew for the boards that are theirs now."""
    outbox.announce("ranks_off", {"people": people_ids})


def compare_with_ledger(_sender: object) -> list[str]:
    kept, expected = queries.sums(), from_ledger()
    return [
        f"standings {key}: kept {kept.get(key, 0)}, the ledger gives {expected.get(key, 0)}"
        for key in sorted(kept.keys() | expected.keys())
        if kept.get(key, 0) != expected.get(key, 0)
    ]


def of_board(board: str, period: str, start: date, scope: queries.Scope) -> str:
    """A board's audience. It bears the period's first day: a new week is a new audience."""
    whose = ":".join(f"{name}:{subject}" for name, subject in scope._asdict().items() if subject is not None)
    return f"board:{board}:{period}:{start}:{whose or 'all'}"


@outbox.teller("standings")
def tell_boards(news: dict[str, Any]) -> None:
    for move in news["moves"]:
        _tell_move(move)


@outbox.teller("ranks_off")
def silence_people_boards(news: dict[str, Any]) -> None:
    audiences.dismiss("board:people:", news["people"])


def _tell_move(move: dict[str, Any]) -> None:
    day = date.fromisoformat(move["day"])
    for period in rules.PERIODS:
        start = rules.period_start(period, day)
        cohorts, teams = dict.fromkeys((None, move["in_cohort"])), dict.fromkeys((None, move["in_team"]))
        for scope in (queries.Scope(cohort, team) for cohort in cohorts for team in teams):
            _tell("people", period, start, scope, move["person_id"], move["delta"])
        for board, group_id in (("teams", move["team_id"]), ("cohorts", move["cohort_id"])):
            if group_id is not None:
                _tell(board, period, start, queries.Scope(), group_id, move["delta"])


def _tell(board: str, period: str, start: date, scope: queries.Scope, subject: int, delta: int) -> None:
    audience = of_board(board, period, start, scope)
    if audiences.may_be_heard(audience):
        render = partial(_render, board, period, start, scope)
        audiences.tell(audience, "standings", (subject, delta), render=render, every=EVERY)


def _render(
    board: str, period: str, start: date, scope: queries.Scope, moves: list[tuple[int, int]]
) -> dict[str, Any] | None:
    """The rows that changed, each with its points before, so that a client can shift its own rank; of groups all
    of them, since days at work, moves and absences change the others unseen; those that earned come first."""
    deltas: dict[int, int] = defaultdict(int)
    for subject, delta in moves:
        deltas[subject] += delta
    if board == "people":
        rows = queries.people_rows_of(deltas, period, start, scope)
        changes = [_change(row, row.points - deltas[row.id]) for row in rows if deltas[row.id]]
    else:
        found = groups.standing(board, period, start, now=clock.now())
        before = {row.id: row for row in groups.rows_of(found, less=deltas)}
        rows = sorted(groups.rows_of(found), key=lambda row: not deltas.get(row.id))
        changes = [_change(row, before[row.id].points) for row in rows]
    if not changes:
        return None
    return {"board": board, "period": period, "start": start.isoformat(), **scope._asdict(), "changes": changes}


def _change(row: queries.Row, was: float) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "rank": row.rank, "points": row.points, "was": was}

"""Whether a deal was won or lost, or is still open. Pure."""

import re

from webapp.deals.bringing.refusing import Refused, Skipped
from webapp.people.roster.columns import plain

YES = frozenset(["true", "yes", "ja", "wahr", "1", "y", "j", "x"])
NO = frozenset(["", "false", "no", "nein", "falsch", "0", "n"])
WON = re.compile(r"(?<!\bnot[\s_-])(?<!\bnicht[\s_-])\b(closed[\s_-]*won|won|gewonnen)\b", re.IGNORECASE)
LOST = re.compile(r"\b(closed[\s_-]*lost|lost|verloren|not[\s_-]won|nicht[\s_-]gewonnen)\b", re.IGNORECASE)


def outcome(stage: str, is_won: str | None, is_lost: str | None, is_closed: str | None) -> str:
    """What the system itself says goes before a stage's name. Raises Skipped for what is open."""
    if is_won is not None and _is(is_won):
        return "won"
    if is_lost is not None and _is(is_lost):
        return "lost"
    if is_won is not None and is_closed is not None and _is(is_closed):
        return "lost"
    if is_closed is None or _is(is_closed):
        won, lost = _is_open(is_won) and WON.search(stage), _is_open(is_lost) and LOST.search(stage)
        if bool(won) != bool(lost):
            return "won" if won else "lost"
    raise Skipped(stage or "–")


def _is_open(cell: str | None) -> bool:
    """Whether the system itself says nothing of it, so that a stage's name may."""
    return cell is None or not cell.strip()


def _is(cell: str) -> bool:
    if (said := plain(cell)) in YES:
        return True
    if said in NO:
        return False
    raise Refused("neither", value=cell.strip()[:40])

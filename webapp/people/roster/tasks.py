"""The worker carries out what is too long for a page."""

from webapp.core.work import work
from webapp.people.roster import actions, steps


def resume() -> int:
    """When a worker starts: what an earlier one left behind came to nothing, and begins anew."""
    with work():
        return actions.release_claims()


def carry_out_imports() -> int:
    return steps.carry_out_waiting()

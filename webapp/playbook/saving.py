"""What the pages of the playbook have in common: saving, moving on, and telling what came of it."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import flash, request
from flask_babel import gettext as _
from flask_login import current_user

from webapp.core import clock
from webapp.core.problems import Conflict, Invalid, Problem
from webapp.core.requests import row_id
from webapp.core.work import work
from webapp.playbook import intake, pages, seen, states
from webapp.playbook.models import Fact, Prompt
from webapp.playbook.schemas import StateSchema

V = TypeVar("V", bound=Fact | Prompt)


def go_on(saved: Fact | Prompt) -> None:
    """Saved is saved; whether it may go further is another question."""
    then = request.form.get("then", "draft")
    if then == saved.state:
        flash(_("Saved. Nobody else sees it yet."))
        return
    try:
        with work():
            states.move(current_user, saved, then, now=clock.now())
    except Problem as problem:
        flash(_("Saved as a draft. %(why)s", why=problem.detail), "error")
    else:
        flash(_moved_words(then))


def move(one_of: Callable[..., Fact | Prompt], one_id: int) -> None:
    state = request.form.get("state", "")
    try:
        with work():
            one = one_of(current_user, one_id, version())
            states.move(current_user, one, state, note=_note(), now=clock.now())
    except (Conflict, Invalid) as problem:
        flash(problem.detail, "error")
    else:
        flash(_moved_words(state))


def asked_for(one_of: Callable[..., Any], written: Callable[..., Any], one_id: int) -> Any:
    """The version in the address, else the one that is being written."""
    version = request.args.get("version", type=row_id)
    return one_of(current_user, one_id, version) if version else written(current_user, one_id)


def check_seen(found: Fact | Prompt | None) -> None:
    """Nothing that somebody else wrote meanwhile is written over unseen."""
    if found is not None:
        seen.check(found, request.form.get("seen"))


def under(found: V | None, written: Callable[..., V], problem: Problem) -> V | None:
    """What the form stands over when it comes back: after a Conflict what is there by now."""
    return written(current_user, found.origin_id) if found and isinstance(problem, Conflict) else found


def again(found: Fact | Prompt | None, problem: Problem | None) -> dict[str, Any]:
    """What the form sends along, and whether it holds what somebody typed, perhaps beside somebody else's words."""
    is_beside = isinstance(problem, Conflict) and found is not None
    told = request.form.get("seen") if problem and not is_beside else None
    return {
        "seen": told or (seen.digest(found) if found else ""),
        "typed": problem is not None,
        "beside": is_beside,
    }


def version() -> int | None:
    return request.form.get("version", type=row_id)


def tabs(current: str) -> dict[str, Any]:
    return pages.tabs_for(current_user, today(), current)


def today() -> date:
    return clock.local_day(clock.now(), current_user.time_zone)


def _note() -> str:
    return str(intake.checked(StateSchema(only=("note",)), {"note": request.form.get("note", "")})["note"])


def _moved_words(state: str) -> str:
    return {
        "draft": _("It is a draft again."),
        "review": _("Proposed. A manager will read it."),
        "live": _("It is live. Days that nobody began have it as it is now."),
        "retired": _("Retired. Nobody meets it any more; what was replied to it stays."),
    }[state]

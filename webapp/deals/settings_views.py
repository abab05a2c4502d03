"""What currencies are worth, secrets for programs, and deleting everything: for admins."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.mail import our_address
from webapp.core.problems import Problem
from webapp.core.programs import SIGNATURE
from webapp.core.work import work
from webapp.deals import actions, hooks, queries, removing, showing
from webapp.deals.currencies import COMMON, home, rate_said
from webapp.people.managing import check_admin

bp = Blueprint("deal_settings", __name__, url_prefix="/desk/deals/settings")

NEW = "new_deal_secret"
Page = str | Response | tuple[str, int]


@bp.before_request
@login_required
def _admit() -> None:
    check_admin(current_user)


@bp.get("")
def page() -> str:
    return _page()


@bp.post("/rates")
def set_rate() -> Page:
    said = request.form
    try:
        with work():
            actions.set_rate(current_user, *rate_said(said.get("currency", ""), said.get("rate", "")), now=clock.now())
    except Problem as problem:
        return _page(problem.detail), problem.status
    flash(_("Kept. It holds for deals that come in from now on."))
    return redirect(url_for(".page"))


@bp.post("/secrets")
def make_secret() -> Response:
    with work():
        session[NEW] = hooks.make(current_user, now=clock.now()).id
    flash(_("A new secret is here. Give it to the one program that is to use it."))
    return redirect(url_for(".page", _anchor="programs"))


@bp.post("/secrets/<int:hook_id>/withdrawal")
def withdraw_secret(hook_id: int) -> Response:
    with work():
        hooks.withdraw(current_user, hook_id, now=clock.now())
    flash(_("Withdrawn. What it signs is refused from now on."))
    return redirect(url_for(".page", _anchor="programs"))


@bp.post("/removal")
def remove_all() -> Page:
    if "sure" not in request.form:
        return _page(_("Tick the box to say that you mean it. Nothing was deleted.")), 422
    with work():
        gone = removing.remove_all(current_user, now=clock.now())
    flash(ngettext("%(num)s deal deleted.", "%(num)s deals deleted.", gone))
    return redirect(url_for("deals.page"))


def _page(error: str | None = None) -> str:
    new = session.pop(NEW, None)  # It is shown open once, and folded from then on.
    shown: dict[str, Any] = {
        "home": home(),
        "rates": queries.rates(),
        "common": [code for code in COMMON if code != home()],
        "hooks": [(hook, hooks.secret_of(hook), hook.id == new) for hook in hooks.open_hooks()],
        "request": f"POST {our_address()}/api/v1/deals",
        "signature": f'{SIGNATURE}: t={int(clock.now().timestamp())},v1=HMAC-SHA256(secret, "t.body")',
        "deals": sum(queries.how_many_deals().values()),
    }
    return render_template("deals/settings.html", page=shown, error=error, tabs=showing.tabs("settings"))

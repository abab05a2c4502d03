"""The desk's pages about people: managers see their teams and cohorts, admins everything."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_login import current_user

from webapp.core.first_steps import Step, first_step
from webapp.core.navigation import on_desk
from webapp.extensions import login
from webapp.people import managing

bp = Blueprint("people_desk", __name__, url_prefix="/desk/people")


@bp.before_request
def managers_only():  # type: ignore[no-untyped-def]
    if not current_user.is_authenticated:
        return login.unauthorized()
    managing.check_managing(current_user)
    return None


on_desk(
    1,
    lambda: (
        {"url": url_for("people_desk.people_page"), "label": _("People")}
        if current_user.role in managing.MANAGING
        else None
    ),
)

first_step(
    1,
    lambda: Step(
        _("Bring people in"),
        _("Import a list with their teams and cohorts, or add them one by one."),
        url_for("people_desk.imports_page"),
        managing.somebody_plays(),
    ),
)

from webapp.people.desk import groups, imports, people, ranks  # noqa: E402, F401

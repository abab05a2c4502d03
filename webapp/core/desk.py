"""The desk's own address leads to the first of its pages that is for whoever asks."""

from flask import Blueprint, redirect
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from webapp.core.navigation import desk_links
from webapp.core.problems import Forbidden

bp = Blueprint("desk", __name__)


@bp.get("/desk")
@login_required
def door() -> Response:
    if not (links := desk_links()):
        raise Forbidden(_("The desk is for coaches, managers and admins."))
    return redirect(links[0]["url"])

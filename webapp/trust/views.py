"""How one judges: a page for oneself."""

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_login import current_user, login_required

from webapp.core.problems import NotFound
from webapp.people.models import Person
from webapp.trust import queries
from webapp.trust.mirror import Mirror, mirror
from webapp.trust.words import mirror_words, share_words

bp = Blueprint("trust", __name__)


@bp.get("/judging/mine")
@login_required
def mine() -> str:
    seen = my_mirror(current_user)
    shares = [(one, share_words(one)) for one in (seen.fact, seen.persuasion)]
    return render_template("trust/mine.html", mirror=seen, shares=shares, sentences=mirror_words(seen))


def my_mirror(judge: Person) -> Mirror:
    """Raises NotFound for who is no peer: coaches are what peers are compared with."""
    if judge.role != "rep":
        raise NotFound(_("Only reps are compared with coaches."))
    return mirror(queries.shared_with_coaches(judge))

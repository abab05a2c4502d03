"""The worker forgets what nobody can sign again."""

from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.deals import hooks


@every(_l("Forgets signatures that are too old to be sent again"), hours=1)
@retried
def forget_signatures() -> int:
    with work():
        return hooks.forget_signatures(now=clock.now())

"""The worker carries out what is too long for a page, and drops what nobody came back for."""

from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every, often
from webapp.core.work import retried, work
from webapp.deals import removing
from webapp.deals.bringing import steps


@often(_l("Carries out long imports of deals"))
def carry_out_imports() -> int:
    return steps.carry_out_waiting()


@every(_l("Drops files of deals that were only looked at"), hours=6)
@retried
def drop_old_files() -> int:
    with work():
        return removing.drop_old(now=clock.now())

"""The worker carries out what is too long for a page."""

from flask_babel import lazy_gettext as _l

from webapp.core.rounds import often
from webapp.deals.bringing import steps


@often(_l("Carries out long imports of deals"))
def carry_out_imports() -> int:
    return steps.carry_out_waiting()

"""The worker learns from the answers how memory fades here."""

from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.schedule import actions, fits
from webapp.schedule.fitting import LEAST, fitted


@every(_l("Learns from the answers how long facts last in memory here"), days=1)
@retried
def learn_curve() -> int:
    """Learned before the transaction. Returns from how many answers; 0 where what is known stays."""
    answers = fits.asked()
    if len(answers) < LEAST or (fit := fitted(answers, fits.curve())) is None:
        return 0
    with work():
        actions.keep_fit(fit, now=clock.now())
    return fit.answers

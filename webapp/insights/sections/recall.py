"""What is still there after a week, a month, a quarter, beside what memory's model had said."""

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core import clock
from webapp.core.estimates import Estimate
from webapp.core.words import day_and_year, number, percent, time_zone
from webapp.insights import reading
from webapp.insights.figures import Dot, Dots, Figure, Line, Mark, Ranges, nothing
from webapp.insights.periods import Period
from webapp.insights.sight import Sight
from webapp.insights.statistics.calibration import BINS, Bin, Calibration, bin_of, calibration, joined
from webapp.insights.words import between, exact, exact_header
from webapp.mastery.delayed import DELAYS
from webapp.mastery.rules import share
from webapp.schedule import fits
from webapp.schedule.fitting import LEAST


def figures(sight: Sight, period: Period) -> list[Figure]:
    found = reading.bins(sight, period)
    return [_delays(found), _calibration([one for bins in found.values() for one in bins])]


def _delays(found: dict[int, list[Bin]]) -> Figure:
    title = _("Recall after a week, a month, a quarter")
    whole = {delay: joined(bins) for delay, bins in found.items() if bins}
    if not whole:
        return nothing("delays", title, _("No fact was asked again after about a week yet. That begins by itself."))
    return Figure(
        "delays",
        title,
        _(
            "Questions answered right the next time they were asked, so long after; n is %(n)s answers. Beside it what "
            "memory’s model (FSRS) had expected.",
            n=number(sum(one.asked for one in whole.values())),
        ),
        [_("Days since last asked"), *exact_header(_("Answered right")), _("Expected")],
        [
            [about(delay), *exact(_right(whole[delay]), whole[delay].asked), _expected(whole[delay])]
            for delay in DELAYS
            if delay in whole
        ],
        Ranges([Line(about(delay), _marks(whole[delay])) for delay in DELAYS if delay in whole]),
    )


def about(delay: int) -> str:
    return ngettext("After about %(num)s day", "After about %(num)s days", delay)


def _right(one: Bin) -> Estimate | None:
    return share(one.right, one.asked)


def _expected(one: Bin) -> str:
    return percent(one.predicted / one.asked)


def _marks(one: Bin) -> list[Mark]:
    """Too few answers show what was expected of them alone."""
    seen, expected = _right(one), one.predicted / one.asked
    right, hoped = _("Right"), _("Expected")
    exactly = Estimate(expected, expected, expected, one.asked)
    known = [Mark("fact", seen, f"{right} {between(seen)}")] if seen else []
    return [*known, Mark("plain", exactly, f"{hoped} {percent(expected)}")]


def _calibration(bins: list[Bin]) -> Figure:
    title = _("Whether memory’s model says the truth")
    found = calibration(_same_tenths(bins))
    if found is None:
        return nothing(
            "calibration", title, _("Once facts were asked again, you see here how good the forecasts were.")
        )
    return Figure(
        "calibration",
        title,
        f"{_says(found)} {_learned()}",
        [_("Expected"), *exact_header(_("Answered right"))],
        [[f"{point.predicted:.3f}", *exact(point.seen)] for point in found.points],
        Dots([Dot(point.predicted, point.seen) for point in found.points], _("Expected"), _("Answered right"), True),
    )


def _says(found: Calibration) -> str:
    said = _(
        "On the line, forecasts come true as often as they say. On average they miss by %(error)s; Brier score "
        "%(brier)s, log loss %(loss)s (lower is better); n is %(n)s answers.",
        error=percent(found.error),
        brier=number(found.brier, 3),
        loss=number(found.log_loss, 3),
        n=number(found.n),
    )
    gloss = _(
        "The Brier score is the mean square of the misses, 0 at best and 0.25 for whoever always says fifty-fifty; log "
        "loss weighs what was said with certainty and came out wrong."
    )
    return f"{said} {gloss}"


def _learned() -> str:
    """Whose answers the forecasts go by: the whole installation's, or nobody's here."""
    if fit := fits.newest():
        day = day_and_year(clock.local_day(fit.fitted_at, time_zone()))
        return _(
            "They go by what was learned on %(day)s from %(n)s answers given here.", day=day, n=number(fit.answers)
        )
    if (n := fits.so_far()) < LEAST:
        return _(
            "They go by the model’s defaults; it learns from %(least)s answers, and %(n)s are here.", least=LEAST, n=n
        )
    return _("They go by the model’s defaults, for nothing better was learned from the answers given here yet.")


def _same_tenths(bins: list[Bin]) -> list[Bin]:
    """One for each tenth, whatever the delay."""
    return [joined([one for one in bins if bin_of(one.predicted / one.asked) == tenth]) for tenth in range(BINS)]

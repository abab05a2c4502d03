"""States and gaps in a person's words."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core.words import percent
from webapp.ready.rules import ENOUGH, Bar, Gap

STATE_WORDS = {"not_yet": _l("Not yet"), "nearly": _l("Nearly"), "ready": _l("Ready")}
TONES = {"not_yet": "", "nearly": "watch", "ready": "good"}
FIGURE_WORDS = {"recall": _l("Recall"), "fact": _l("Fact"), "persuasion": _l("Persuasion")}


def lacking(gaps: Sequence[Gap], bar: Bar) -> str:
    """What a topic lacks, from where to where; what two figures share is said once."""
    return " · ".join(dict.fromkeys(_words(gap, bar) for gap in gaps))


def _words(gap: Gap, bar: Bar) -> str:
    if gap.lacks is None:
        if gap.figure == "recall":
            return _("fewer than %(n)s questions asked", n=ENOUGH["recall"])
        return _("fewer than %(n)s replies judged", n=ENOUGH[gap.figure])
    needed = getattr(bar, gap.figure)
    has = percent(needed - gap.lacks / 100)
    return _(
        "%(figure)s %(has)s, asked are %(needed)s",
        figure=str(FIGURE_WORDS[gap.figure]),
        has=has,
        needed=percent(needed),
    )

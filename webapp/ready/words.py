"""States and gaps in a person's words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core.words import percent
from webapp.ready.rules import ENOUGH, Bar, Gap

STATE_WORDS = {"not_yet": _l("Not yet"), "nearly": _l("Nearly"), "ready": _l("Ready")}
TONES = {"not_yet": "", "nearly": "watch", "ready": "good"}
FIGURE_WORDS = {"recall": _l("Recall"), "fact": _l("Fact"), "persuasion": _l("Persuasion")}


def gap_words(gap: Gap, bar: Bar) -> str:
    """What is missing, and from where to where."""
    if gap.lacks is None:
        few = {
            "recall": _("fewer than %(n)s questions asked", n=ENOUGH["recall"]),
            "fact": _("fewer than %(n)s replies judged", n=ENOUGH["fact"]),
        }
        return few.get(gap.figure, few["fact"])
    needed = getattr(bar, gap.figure)
    has = percent(needed - gap.lacks / 100)
    return _("%(figure)s %(has)s of %(needed)s", figure=str(FIGURE_WORDS[gap.figure]), has=has, needed=percent(needed))

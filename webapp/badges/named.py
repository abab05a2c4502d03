"""The badges that only a coach gives, with a sentence of praise."""

from flask_babel import lazy_gettext as _

from webapp.badges.rules import Badge

NAMED = tuple(
    Badge(key, name, description, picture, counter="", tiers={})
    for key, name, description, picture in (
        ("golden-opener", _("Golden opener"), _("A first sentence nobody hangs up on."), "message-square-text"),
        ("good-ear", _("Good ear"), _("Heard what the prospect meant, and answered that."), "handshake"),
        ("plain-speaker", _("Plain speaker"), _("No jargon, no fluff, and nothing missing."), "quote"),
        ("proof-in-hand", _("Proof in hand"), _("The right proof, at the right moment."), "shield-check"),
        ("next-step", _("Door opener"), _("Ended on a next step that is easy to say yes to."), "arrow-right"),
        ("big-leap", _("Big leap"), _("Much better than the last time. It shows."), "rocket"),
    )
)
NAMED_BY_KEY = {badge.key: badge for badge in NAMED}

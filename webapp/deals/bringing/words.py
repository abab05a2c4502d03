"""An import in words: its fields, what happens to its rows, and why some are refused."""

from flask_babel import gettext as _
from flask_babel import ngettext


def field_names() -> dict[str, str]:
    return {
        "id": _("Its id"),
        "name": _("Name"),
        "stage": _("Stage"),
        "is_won": _("Won, yes or no"),
        "is_lost": _("Lost, yes or no"),
        "is_closed": _("Closed, yes or no"),
        "amount": _("Amount"),
        "currency": _("Currency"),
        "closed_on": _("Closed on"),
        "owner": _("Owner"),
        "owner_email": _("Owner's e-mail"),
        "reason": _("Reason for the loss"),
        "competitor": _("Competitor"),
        "objection": _("What they said"),
    }


def count_names() -> dict[str, str]:
    return {
        "new": _("New"),
        "changed": _("Changed"),
        "same": _("As before"),
        "skipped": _("Passed over"),
        "refused": _("Refused"),
    }


def state_said(state: str, written: int) -> str:
    """`written` are the deals that are here from it."""
    if written and state in ("previewed", "failed"):
        return ngettext("stopped after %(num)s deal", "stopped after %(num)s deals", written)
    return {
        "previewed": _("only looked at"),
        "waiting": _("under way"),
        "running": _("under way"),
        "done": _("imported"),
        "failed": _("came to nothing"),
        "removed": _("deleted again"),
    }[state]


def trouble(found: tuple[str, str]) -> str:
    code, field = found
    if code == "twice":
        return _("Two columns are set to “%(field)s”. Keep one of them.", field=field_names()[field])
    return {
        "name": _("Tell us which column holds the deals' names."),
        "closed_on": _("Tell us which column says when a deal was closed."),
        "stage": _("Tell us which column says whether a deal was won or lost."),
    }[field]


def import_trouble(code: str) -> str:
    return {
        "changed": _("Something has changed since you looked. Here is what it would do now."),
        "fault": _("That did not work on our side. What had been written stays; please import once more."),
    }[code]


def sentence(why: dict[str, str]) -> str:
    names = field_names()
    said = {name: names.get(value, value) if name == "field" else value for name, value in why.items()}
    return _sentences()[why["code"]] % said


def _sentences() -> dict[str, str]:
    value = "%(value)s"
    return {
        "no_name": _("This deal has no name."),
        "no_day": _("This deal has no date on which it was closed."),
        "bad_day": _("“%(value)s” is no date. Write it as 2026-01-31.", value=value),
        "two_days": _("“%(value)s” could be two dates. Say which comes first, or write 2026-01-31.", value=value),
        "to_come": _("%(value)s is still to come. A deal counts once it is closed.", value=value),
        "below_nought": _("“%(value)s” is below nought. A refund is no deal; leave it out.", value=value),
        "no_amount": _("“%(value)s” is no amount that we can read. Write it as 1234.56.", value=value),
        "two_amounts": _("“%(value)s” could be two amounts. Write it as 1234.56.", value=value),
        "too_much": _("“%(value)s” is more than a deal can be worth.", value=value),
        "no_currency": _("“%(value)s” is no currency. Write three letters such as EUR.", value=value),
        "two_currencies": _("This amount names one currency and its column another: %(value)s.", value=value),
        "neither": _("“%(value)s” says neither yes nor no.", value=value),
        "twice": _("%(value)s stands further up with other words; we cannot tell which is meant.", value=value),
        "too_long": _("%(field)s is longer than %(most)s characters.", field="%(field)s", most="%(most)s"),
    }

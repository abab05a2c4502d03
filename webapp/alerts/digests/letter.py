"""A digest in words: the same sentences as plain text and as a page."""

from datetime import date
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from webapp.alerts.digests.coming import Coming
from webapp.alerts.digests.told import Told
from webapp.alerts.digests.unsubscribing import unsubscribe_url
from webapp.alerts.opening import today_url
from webapp.core import clock
from webapp.core.mail import our_address
from webapp.core.words import day as day_words
from webapp.people.models import Person

LONGEST_SUBJECT = 90


class Letter(NamedTuple):
    subject: str
    text: str
    html: str
    unsubscribe: str


def write(person: Person, told: Told, rhythm: str, day: date) -> Letter:
    parts: dict[str, Any] = {
        "hello": _("Hello %(name)s,", name=person.name),
        "who": told.prompt and _("Today's prospect: %(persona)s.", persona=told.prompt.persona),
        "line": told.prompt and _quoted(told.prompt.text),
        "to": today_url(person, day),
        "invitation": _("What do you say?") if told.prompt else _("Open Repartee"),
        "news": _news(person, told, day),
        "why": _why(rhythm),
        "no_more": _("No more of these"),
        "off": unsubscribe_url(person.id),
        "how_often": _("Change how often"),
        "change": f"{our_address()}/reminders",
    }
    html = current_app.jinja_env.get_template("alerts/digests/letter.html")
    return Letter(_subject(told), _text(parts), html.render(parts, locale=get_locale()), parts["off"])


def _subject(told: Told) -> str:
    if told.prompt is None:
        return _("What is new at Repartee")
    text = told.prompt.text
    return _quoted(text if len(text) <= LONGEST_SUBJECT else text[: LONGEST_SUBJECT - 1].rstrip() + "…")


def _quoted(text: str) -> str:
    return _("“%(line)s”", line=text)


def _news(person: Person, told: Told, day: date) -> list[str]:
    """Only what there is to say."""
    said = [
        ngettext("%(num)s day in a row.", "%(num)s days in a row.", told.streak) if told.streak else "",
        _("%(points)s points since the last time.", points=told.points) if told.points > 0 else "",
        ngettext("%(num)s vote came in for your replies.", "%(num)s votes came in for your replies.", told.votes)
        if told.votes
        else "",
        *(_("%(coach)s left you a note.", coach=coach) for coach in told.notes),
        _("You are number %(rank)s of %(of)s in your cohort.", rank=told.place[0], of=told.place[1])
        if told.place
        else "",
        _coming(told.coming, day, person.time_zone) if told.coming else "",
    ]
    return [sentence for sentence in said if sentence]


def _coming(coming: Coming, day: date, zone: str) -> str:
    starts, ends = clock.local_day(coming.starts_at, zone), clock.last_day(coming.ends_at, zone)
    if starts > day:
        return _("%(name)s begins on %(day)s.", name=coming.name, day=day_words(starts))
    return _("%(name)s is on, until %(day)s.", name=coming.name, day=day_words(ends))


def _why(rhythm: str) -> str:
    if rhythm == "daily":
        return _("You get this on working days.")
    return _("You get this once a week.")


def _text(parts: dict[str, Any]) -> str:
    paragraphs = [
        parts["hello"],
        "\n".join(filter(None, (parts["who"], parts["line"]))),
        f"{parts['invitation']}\n{parts['to']}",
        "\n".join(f"- {sentence}" for sentence in parts["news"]),
        f"{parts['why']}\n{parts['no_more']}: {parts['off']}\n{parts['how_often']}: {parts['change']}",
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"

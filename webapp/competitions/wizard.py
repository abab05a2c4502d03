"""The three steps in which a competition is made: who, what counts, when and for what."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from webapp.competitions import queries
from webapp.competitions.models import Competition
from webapp.competitions.ready_made import BY_KEY, Template, coming_monday
from webapp.competitions.rules import BETWEEN, METRICS
from webapp.core import clock
from webapp.core.problems import Invalid
from webapp.people.models import Person

STEPS = ("who", "what", "when")
HOURS = ("starts_at", "ends_at")
Form = MultiDict[str, str]


def who_of(form: Form) -> dict[str, Any]:
    members = form.getlist("members", type=int)
    if len(members) < 2:
        raise Invalid(_("Choose at least two who take part."))
    return {"name": form.get("name", ""), "between": _one_of(form, "between", BETWEEN), "members": members}


def what_of(form: Form) -> dict[str, Any]:
    return {"metric": _one_of(form, "metric", METRICS), "against_baseline": "against_baseline" in form}


def when_of(form: Form) -> dict[str, Any]:
    """Hours are those of the clocks in the zone beside them."""
    return {
        **{at: _hour(form, at) for at in HOURS},
        "time_zone": form.get("time_zone", ""),
        "prize": form.get("prize", ""),
        **{name: name in form for name in ("hidden", "weekly", "suspense")},
    }


READ = {"who": who_of, "what": what_of, "when": when_of}


def asked(name: str, form: Form, competition: Competition) -> dict[str, Any]:
    """What a step asks for. An hour that is sent back as it was shown stays as it is, to the second."""
    given = READ[name](form)
    zone = competition.time_zone
    same = {
        at for at in HOURS if form.get("time_zone") == zone and form.get(at) == _typed(getattr(competition, at), zone)
    }
    return {key: value for key, value in given.items() if key not in same}


def typed(form: Form) -> dict[str, Any]:
    """What a refused step shows again, as it was typed."""
    flags = {name: name in form for name in ("against_baseline", "hidden", "weekly", "suspense")}
    return {**form.to_dict(), **flags, "members": form.getlist("members", type=int)}


def kept(competition: Competition, today: date) -> dict[str, Any]:
    """What a draft's step begins with."""
    names = ("name", "between", "metric", "against_baseline", "time_zone", "prize", "hidden", "weekly", "suspense")
    monday = datetime.combine(coming_monday(today), time())
    return {
        **{name: getattr(competition, name) for name in names},
        "members": [entrant.subject_id for entrant in competition.entrants],
        "starts_at": _typed(competition.starts_at, competition.time_zone) or _written(monday),
        "ends_at": _typed(competition.ends_at, competition.time_zone) or _written(monday + timedelta(days=5)),
    }


def ready_made(key: str | None) -> Template | None:
    return BY_KEY.get(key or "")


def begun_with(template: Template, maker: Person, now: datetime) -> dict[str, Any]:
    """What a draft from a template has besides its name and its people."""
    monday = coming_monday(clock.local_day(now, maker.time_zone))
    start = datetime.combine(monday, time())
    return {
        "metric": template.metric,
        "against_baseline": template.against_baseline,
        "weekly": template.weekly,
        "starts_at": start,
        "ends_at": start + timedelta(days=template.days),
    }


def choices(person: Person, between: str, wanted: list[int], kept_ids: list[int]) -> list[dict[str, Any]]:
    """Boxes to tick; whoever is in it and can be invited no more keeps a box."""
    offered = {one.id: one.name for one in queries.choices(person, between)}
    return [{"id": key, "name": name, "chosen": key in wanted} for key, name in offered.items()] + [
        {"id": key, "name": _("no longer yours"), "chosen": key in wanted} for key in kept_ids if key not in offered
    ]


def _one_of(form: Form, name: str, known: tuple[str, ...]) -> str:
    if (given := form.get(name, "")) not in known:
        raise Invalid(_("Choose one of these first."))
    return given


def _hour(form: Form, name: str) -> datetime:
    try:
        return datetime.fromisoformat(form.get(name, "")).replace(tzinfo=None)
    except ValueError:
        raise Invalid(_("Say when it starts and ends, each with a date and an hour.")) from None


def _typed(at: datetime | None, zone: str) -> str | None:
    return _written(at.astimezone(ZoneInfo(zone))) if at else None


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")

"""People, and where they are: teams, cohorts, absences; those who left, links that let in, rosters that wait."""

from datetime import timedelta

from sqlalchemy import select

from tests.cast import NOON, TUESDAY, Cast
from tests.permissions.visitors import Values, Whose, alike
from webapp.core.models import Mail
from webapp.extensions import db
from webapp.people.accounts.actions import invite, open_link
from webapp.people.accounts.challenge_links import challenge_path
from webapp.people.actions import deactivate
from webapp.people.editing import enter_absence
from webapp.people.models import Person
from webapp.people.roster import steps

ROSTER = b"email,name,role,team\nnewcomer@repartee.test,Newcomer,rep,Reds\n"


def subjects(cast: Cast, people: dict[str, Person], cohorts: dict[str, int]) -> dict[str, Whose]:
    everybody = _people(cast, people)
    return {
        "person": everybody,
        "days off": {"one's own": everybody["oneself"], "a stranger's": everybody["a stranger"]},
        "mail": _mails(cast),
        "gone": _gone(cast),
        "team": {"in reach": alike(team_id=cast.reds.id), "a stranger's": alike(team_id=cast.greens.id)},
        "cohort": {whose: alike(cohort_id=cohort_id) for whose, cohort_id in cohorts.items()},
        "calendar": {"any": alike(calendar_id=cast.calendar.id)},
        "link": _link(cast),
        "challenge link": {"Ana's": alike(secret=_challenge_link(cast))},
    }


def imports(cast: Cast) -> Whose:
    """Previews open works of their own."""
    rows = {}
    for person in (cast.mara, cast.ada):
        row = steps.preview(person, "roster.csv", ROSTER)
        rows[person.role] = {"import_id": row.id, "digest": row.digest}
    own, other = rows["manager"], rows["admin"]
    return {
        "one's own": alike(**own) | {"admin": other},
        "somebody else's": alike(**other) | {"admin": own},
    }


def _people(cast: Cast, people: dict[str, Person]) -> Whose:
    """Root is an admin who sits in one of Mara's teams: a place, and not a rank below hers."""
    root = cast.person("Root", "admin", cast.reds)
    own = {visitor: _with_an_absence(cast, one) for visitor, one in people.items()}
    return {
        "oneself": {"nobody": own["rep"], **own},
        "in reach": alike(**_with_an_absence(cast, cast.ben)),
        "a stranger": alike(**_with_an_absence(cast, cast.outsider)),
        "an admin in one's team": alike(**_with_an_absence(cast, root)),
    }


def _gone(cast: Cast) -> Whose:
    found = {}
    for whose, team, cohort in (("in reach", cast.reds, cast.autumn), ("a stranger", cast.greens, cast.spring)):
        person = cast.person(f"Gone from {team.name}", "rep", team, cohort)
        deactivate(person, cast.ada, now=NOON)
        found[whose] = alike(person_id=person.id)
    return found


def _with_an_absence(cast: Cast, person: Person) -> Values:
    first = TUESDAY + timedelta(days=20)
    return {"person_id": person.id, "absence_id": enter_absence(cast.ada, person, first, first, now=NOON).id}


def _mails(cast: Cast) -> Whose:
    """Invitations that never arrived."""
    found = {}
    for whose, person in (("in reach", cast.ben), ("a stranger's", cast.outsider)):
        invite(person, cast.ada, "http://localhost", mailed=True, now=NOON)
        mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
        assert mail is not None
        mail.next_try_at, mail.text, mail.error, mail.tries = None, "", "refused", 9
        found[whose] = alike(mail_id=mail.id)
    return found


def _link(cast: Cast) -> Whose:
    _row, url = open_link(cast.dev, "invitation", "http://localhost", by=cast.ada, now=NOON)
    return {"a good link": alike(key=url.partition("key=")[2]), "a guess": alike(key="a" * 32)}


def _challenge_link(cast: Cast) -> str:
    return challenge_path(cast.ana, TUESDAY, until=NOON + timedelta(hours=15)).removeprefix("/now/")

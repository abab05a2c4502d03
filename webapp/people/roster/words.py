"""Fields, kinds and reasons of an import in sentences."""

from flask_babel import gettext as _

from webapp.people.roster.shape import Row


def field_name(field: str) -> str:
    return {
        "email": _("E-mail"),
        "name": _("Name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "role": _("Role"),
        "team": _("Team"),
        "manager": _("Manager"),
        "cohort": _("Cohort"),
        "started_on": _("Start date"),
        "country": _("Country"),
        "calendar": _("Calendar"),
        "time_zone": _("Time zone"),
        "alias": _("Alias"),
        "status": _("Status"),
    }[field]


def role_name(role: str) -> str:
    return {"rep": _("Rep"), "coach": _("Coach"), "manager": _("Manager"), "admin": _("Admin")}[role]


def kind_name(kind: str) -> str:
    return {
        "added": _("Added"),
        "changed": _("Changed"),
        "deactivated": _("Deactivated"),
        "unchanged": _("Unchanged"),
        "refused": _("Refused"),
    }[kind]


def value(field: str, said: str | None) -> str:
    """What a field was or becomes, as people read it."""
    if not said:
        return "–"
    if field == "role":
        return role_name(said)
    if field == "status":
        return _("active") if said == "active" else _("inactive")
    return said


def reason(row: Row) -> str:
    return sentence(row.reason) if row.reason else ""


def sentence(why: dict[str, str]) -> str:
    words = {name: field_name(value) if name == "field" else value for name, value in why.items()}
    return _sentences()[why["code"]] % words


def trouble(found: tuple[str, str]) -> str:
    code, field = found
    if code == "twice":
        return _("Two columns are set to “%(field)s”. Keep one of them.", field=field_name(field))
    return _("Tell us which column holds the e-mail addresses: people are told apart by them.")


def _sentences() -> dict[str, str]:
    return {
        "no_email": _("There is no e-mail address in this row."),
        "bad_email": _("“%(value)s” is no e-mail address.", value="%(value)s"),
        "twice_in_file": _("This e-mail address is in the file more than once; we cannot tell which row is meant."),
        "unreadable": _("%(field)s has characters that nobody can read.", field="%(field)s"),
        "too_long": _("%(field)s is longer than %(most)s characters.", field="%(field)s", most="%(most)s"),
        "unknown_role": _("“%(value)s” is no role here. Use rep, coach, manager or admin.", value="%(value)s"),
        "unknown_status": _("“%(value)s” is no status here. Use active or inactive.", value="%(value)s"),
        "bad_date": _("“%(value)s” is no date. Write it as 2026-01-31.", value="%(value)s"),
        "far_date": _(
            "“%(value)s” cannot be a start. Its year lies between %(first)s and %(last)s.",
            value="%(value)s",
            first="%(first)s",
            last="%(last)s",
        ),
        "ambiguous_date": _("“%(value)s” could be two dates. Write it as 2026-01-31.", value="%(value)s"),
        "unknown_country": _("“%(value)s” is no country we know. Use its two letters.", value="%(value)s"),
        "unknown_zone": _("“%(value)s” is no time zone. Use a name such as Europe/Berlin.", value="%(value)s"),
        "unknown_calendar": _("There is no working calendar called “%(value)s”.", value="%(value)s"),
        "no_calendar": _("There is no working calendar for %(value)s yet. Ask an admin for it.", value="%(value)s"),
        "alias_taken": _("Somebody here goes by “%(value)s” already. Choose another alias.", value="%(value)s"),
        "no_name": _("Somebody new needs a name."),
        "no_team": _("Say which of your teams this person joins."),
        "no_manager": _(
            "“%(value)s” manages nothing here. Make them a manager first, or leave the column “Manager” out.",
            value="%(value)s",
        ),
        "which_manager": _("More than one manager is called “%(value)s”. Write the e-mail.", value="%(value)s"),
        "managers_by_admins": _("Who manages a team is for admins to say. Leave the column “Manager” out."),
        "foreign_team": _("“%(value)s” is not a team that you manage.", value="%(value)s"),
        "foreign_cohort": _("“%(value)s” is not a cohort that you manage.", value="%(value)s"),
        "foreign_person": _("This person is in nobody's team of yours. Ask an admin."),
        "role_too_high": _("You can make people reps and coaches. Ask an admin for more."),
        "oneself": _("This is you. Your own role, team and status stay; somebody else changes those."),
        "an_admin": _("Admins keep their role and status in an import. Change it on their page."),
        "deactivated_before": _("Was deactivated. Say “active” in a status column, or reactivate them on their page."),
        "merged_before": _("This account was merged into another; its person goes by that one."),
        "gone_already": _("Inactive in the file and not here: nothing to do."),
        "missing": _("Not in the file."),
    }


def import_trouble(code: str) -> str:
    return {
        "changed": _("People have changed since you looked, so nothing was imported. Here is what it would do now."),
        "fault": _("That did not work on our side, and nothing was changed. Please send the file again."),
    }[code]

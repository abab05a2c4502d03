"""Teams, cohorts and calendars as they are written here, whatever their case in the file. Pure."""

from typing import Any

from babel import Locale

from webapp.people.roster.shape import Plan, Refused, Roster, Wish


class Names:
    """Those there are, and the new ones that accepted rows need."""

    def __init__(self, roster: Roster, planned: Plan) -> None:
        self.roster, self.planned = roster, planned
        self._known = {
            "team": {name.casefold(): name for name in roster.teams},
            "cohort": {name.casefold(): name for name in roster.cohorts},
        }
        self._calendars = {name.casefold(): name for name in roster.calendars}
        self._by_country = {country: name for name, country in sorted(roster.calendars.items(), reverse=True)}

    def group(self, kind: str, name: str | None) -> str | None:
        """A team or a cohort; an admin may name one that is not here yet."""
        if name is None:
            return None
        importer = self.roster.importer
        found = self._known[kind].get(name.casefold(), name)
        if not importer.is_admin and found not in (importer.teams if kind == "team" else importer.cohorts):
            raise Refused(f"foreign_{kind}", value=name)
        return found

    def calendar(self, wish: Wish) -> str | None:
        if wish.calendar is not None:
            if (found := self._calendars.get(wish.calendar.casefold())) is None:
                raise Refused("unknown_calendar", value=wish.calendar)
            return found
        return self._of_country(wish.country) if wish.country else None

    def keep(self, changes: dict[str, tuple[Any, Any]], country: str | None) -> None:
        """What an accepted row names and is not here yet will be created with it."""
        new = {field: to for field, (_from, to) in changes.items() if to}
        self._keep("team", new.get("team"), self.roster.teams, self.planned.teams)
        self._keep("cohort", new.get("cohort"), self.roster.cohorts, self.planned.cohorts)
        if country and (calendar := new.get("calendar")) and calendar not in self.roster.calendars:
            self.planned.calendars[calendar] = country

    def _of_country(self, country: str) -> str:
        name = self._by_country.get(country) or Locale("en").territories[country]
        if name not in self.roster.calendars and not self.roster.importer.is_admin:
            raise Refused("no_calendar", value=name)
        return name

    def _keep(self, kind: str, name: str | None, there: frozenset[str], new: list[str]) -> None:
        if name and name not in there and name.casefold() not in self._known[kind]:
            self._known[kind][name.casefold()] = name
            new.append(name)

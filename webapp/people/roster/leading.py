"""Who manages which team, as a file names them: by e-mail or name, several with semicolons between. Pure."""

from webapp.people.roster.shape import Known, Refused, Roster, Row, Wish

MANAGING = ("manager", "admin")
BETWEEN = "; "


class Leading:
    """Managers that a file adds to teams. It takes none away, as an empty cell takes nothing."""

    def __init__(self, roster: Roster) -> None:
        self.by_admin = roster.importer.is_admin
        self._managers = {one.email: one.name for one in roster.people.values() if one.active and one.role in MANAGING}
        self._of_team: dict[str, list[str]] = {}
        for team, email in sorted(roster.managed):
            self._of_team.setdefault(team.casefold(), []).append(email)

    def heed(self, row: Row, known: Known | None) -> None:
        """Who becomes a manager in this file may be named by the rows after theirs."""
        role = row.changes["role"][1] if "role" in row.changes else known and known.role
        if role in MANAGING and is_here(row, known):
            self._managers[row.email] = row.changes["name"][1] if "name" in row.changes else row.name
        else:
            self._managers.pop(row.email, None)

    def lead(self, row: Row, wish: Wish, known: Known | None) -> None:
        """The first row to name a new manager of its team is changed by it. Raises Refused."""
        team = team_of(row, known)
        if wish.manager is None or team is None or not is_here(row, known):
            return
        there, said = self._of_team.get(team.casefold(), []), split(wish.manager)
        if all(set(self._meant(one)) & set(there) for one in said):
            return
        if not self.by_admin:
            raise Refused("managers_by_admins")
        self._of_team[team.casefold()] = together = list(dict.fromkeys([*there, *map(self._one, said)]))
        row.changes["manager"] = (BETWEEN.join(there) or None, BETWEEN.join(together))
        row.kind = "changed" if row.kind == "unchanged" else row.kind

    def _one(self, said: str) -> str:
        meant = self._meant(said)
        if len(meant) != 1:
            raise Refused("which_manager" if meant else "no_manager", value=said)
        return meant[0]

    def _meant(self, said: str) -> list[str]:
        key = said.casefold()
        return [email for email, name in self._managers.items() if key in (email.casefold(), name.casefold())]


def split(said: str) -> list[str]:
    return [one.strip() for one in said.split(BETWEEN.strip()) if one.strip()]


def team_of(row: Row, known: Known | None) -> str | None:
    now: str | None = row.changes["team"][1] if "team" in row.changes else (known.team if known else None)
    return now


def is_here(row: Row, known: Known | None) -> bool:
    """Whether they are active once the row is taken."""
    if row.kind == "unchanged":
        return known is not None and known.active
    return row.kind in ("added", "changed")

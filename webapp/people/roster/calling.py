"""Whom a file gives which alias: never a colleague's name or alias, as on people's own page. Pure."""

from webapp.core.characters import folded
from webapp.people.roster.shape import Known, Refused, Roster, Wish


class Aliases:
    def __init__(self, roster: Roster) -> None:
        self._whose: dict[str, set[str]] = {}
        for known in roster.people.values():
            self._keep(known.email, known.name, known.alias)

    def give(self, wish: Wish, known: Known | None) -> None:
        """Raises Refused for what a colleague goes by, here or further up in the file."""
        is_new = wish.alias is not None and (known is None or known.alias != wish.alias)
        if is_new and self._whose.get(folded(wish.alias or ""), set()) - {wish.email}:
            raise Refused("alias_taken", value=str(wish.alias))
        self._keep(wish.email, wish.name, wish.alias)

    def _keep(self, email: str, *called: str | None) -> None:
        for one in called:
            if one:
                self._whose.setdefault(folded(one), set()).add(email)

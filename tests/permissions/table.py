"""The table as a page of the docs, written and read back."""

import re
from pathlib import Path

from tests.permissions.doors import Door
from tests.permissions.house import Row
from tests.permissions.visitors import VISITORS

PLACE = Path(__file__).parents[2] / "docs" / "permissions.md"
HEAD = """# Who may open which door

Generated from the code by `python -m tests.permissions`, which knocks at every page, every operation of the API and
every event of a socket as each of these visitors; `tests/permissions/` compares every cell. Do not edit it: change the
code, generate it anew, and read what moved.

The rep is Ana (Reds, Autumn), the coach Kofi (coaches Autumn), the manager Mara (manages Reds, Blues and Golds), the
admin Ada. What is *in reach* is Ben's (Reds, Autumn; his reply was served to Ana) or between Mara's teams; a
*stranger's* is of Greens and Spring, or between teams that only Ada looks after. Where a request *names* something
else, its address is right.

`ok`: done, or shown. `led on`: sent to the page that is theirs. `sign in`: 401, or sent to the sign-in page.
`may (409)`: past the permission, for another visitor was turned away with the same request, and then refused for what
it asks. `–`: a visitor has nothing of the kind. Other numbers are HTTP statuses, over a socket the `status` of the
acknowledgement. Where somebody is turned away nothing changes. `/mail` is there in development only.

"""


def written(answers: dict[Row, dict[str, str]]) -> str:
    lines = [_line("door", "asked for", *VISITORS), "|---" * (2 + len(VISITORS)) + "|"]
    lines += [_line(_code(row.door), row.whose, *said.values()) for row, said in answers.items()]
    return HEAD + "\n".join(lines) + "\n"


def committed() -> dict[Row, dict[str, str]]:
    """As the page has it."""
    found = (re.match(r"\| `(\w+) (.+?)` \|", line) for line in PLACE.read_text().splitlines())
    return dict(_row(Door(one[1], one[2].replace("\\|", "|")), one.string[one.end() :]) for one in found if one)


def _row(door: Door, rest: str) -> tuple[Row, dict[str, str]]:
    whose, *words = (cell.strip() for cell in rest.rstrip().removesuffix("|").split("|"))
    return Row(door, whose), dict(zip(VISITORS, words, strict=True))


def _code(door: Door) -> str:
    return f"`{door}`".replace("|", "\\|")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"

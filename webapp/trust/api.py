"""How one judges, for oneself."""

from typing import Any

from flask_login import current_user

from webapp.core.programs import RoomApi
from webapp.trust.mirror import Lean
from webapp.trust.schemas import MirrorSchema
from webapp.trust.views import my_mirror

blp = RoomApi("Trust", "How well one's votes agree with coaches'")


@blp.route("/judging/mine")
@blp.refuses(404)
@blp.response(200, MirrorSchema)
def mine() -> dict[str, Any]:
    """How well my votes agree with coaches' on the same replies, and where I lean; nobody else sees it."""
    seen = my_mirror(current_user)
    return {
        "fact": seen.fact._asdict(),
        "persuasion": seen.persuasion._asdict(),
        "fact_lean": _way(seen.fact_lean),
        "persuasion_lean": _way(seen.persuasion_lean),
        "charmed": None if seen.charmed is None else seen.charmed.way == "kind",
    }


def _way(lean: Lean | None) -> str | None:
    return lean and lean.way

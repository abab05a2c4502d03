"""Why somebody has today's challenge, on its day."""

from datetime import date

from webapp.need.queries import decision_on
from webapp.need.words import why
from webapp.people.models import Person
from webapp.playbook.models import Challenge


def why_this(person: Person, day: date, challenge: Challenge | None) -> str | None:
    """None where nobody chose it by need: the rotation's turn, or a pin, which tells its own."""
    if challenge is None or person.cohort_id is None:
        return None
    decision = decision_on(person.cohort_id, day, challenge.id)
    return why(decision, challenge, to_them=True) if decision else None

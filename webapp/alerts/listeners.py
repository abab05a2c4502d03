"""What people are told of, by the rooms below."""

from datetime import datetime
from typing import Any

from webapp.alerts.actions import tell, untell
from webapp.alerts.merging import follow_merge
from webapp.answers.events import answer_given
from webapp.answers.models import Answer
from webapp.badges.events import badge_awarded
from webapp.badges.models import Award
from webapp.coaching.events import note_taken_back, note_written
from webapp.coaching.models import Note
from webapp.core import audiences, outbox
from webapp.extensions import db
from webapp.lines.events import line_worked, model_published, wording_decided
from webapp.lines.models import LineUse, ModelMark, WordingProposal
from webapp.people.events import people_merged
from webapp.people.models import Person
from webapp.playbook.models import ModelReply
from webapp.ready.events import signed_off
from webapp.ready.models import SignOff
from webapp.voting.events import answer_moderated
from webapp.voting.models import Moderation, Tally


def register() -> None:
    answer_given.connect(tell_of_late_reply)
    note_written.connect(tell_of_note)
    note_taken_back.connect(forget_note)
    badge_awarded.connect(tell_of_badge)
    model_published.connect(tell_of_model)
    line_worked.connect(tell_of_line)
    answer_moderated.connect(tell_of_moderation)
    wording_decided.connect(tell_of_wording)
    signed_off.connect(tell_of_sign_off)
    people_merged.connect(follow_merge)


def tell_of_late_reply(answer: Answer, *, now: datetime) -> None:
    """A phone sends what waited when nobody may be looking."""
    if answer.streak_day > answer.day:
        tell(answer.person_id, "late", str(answer.id), {}, _page(answer.id), now=now)


def tell_of_note(note: Note, *, answer: Answer, now: datetime) -> None:
    """A note that was changed is news once more."""
    source = f"{note.id}:{int(now.timestamp())}"
    tell(answer.person_id, "note", source, {"by": note.coach.name}, _page(answer.id), now=now)


def forget_note(note: Note, *, answer: Answer) -> None:
    untell(answer.person_id, "note", f"{note.id}:")


def tell_of_badge(award: Award, *, now: datetime) -> None:
    """The badge itself is shown as it arrives."""
    if award.answer_id is not None:
        said = {"by": _name(award.given_by_id), "badge": award.badge, "praise": award.praise}
        tell(award.person_id, "badge", str(award.id), said, _page(award.answer_id), aloud=False, now=now)


def tell_of_model(model: ModelReply, *, answer: Answer, mark: ModelMark, now: datetime) -> None:
    tell(answer.person_id, "model", str(model.id), {"by": mark.marked_by.name}, _page(answer.id), now=now)


def tell_of_line(use: LineUse, *, model: ModelReply, now: datetime) -> None:
    if model.author_id is not None:
        source = f"{model.id}:{use.person_id}"
        tell(model.author_id, "worked", source, {"by": _name(use.person_id)}, f"/playbook#line-{model.id}", now=now)


def tell_of_moderation(_tally: Tally, *, answer: Answer, moderation: Moderation, now: datetime) -> None:
    said = {"by": moderation.by.name, "why": moderation.why}
    tell(answer.person_id, moderation.kind, str(moderation.id), said, _page(answer.id), now=now)


def tell_of_wording(proposal: WordingProposal, *, now: datetime) -> None:
    said = {"words": proposal.words, "point": proposal.point}
    url = _page(proposal.answer_id)
    tell(proposal.proposed_by_id, proposal.state, str(proposal.id), said, url, now=now)


def tell_of_sign_off(row: SignOff, *, coach: Person, now: datetime) -> None:
    kind, said = ("signed_why", {"words": row.words}) if row.words else ("signed", {})
    tell(row.person_id, kind, str(row.person_id), {"by": coach.name, **said}, "/me/topics", now=now)


@outbox.teller("news")
def tell_news(news: dict[str, Any]) -> None:
    said = {"text": news["text"], "url": news["url"]}
    audiences.tell_each(audiences.of_person(news["person_id"]), "news", said)


def _page(answer_id: int) -> str:
    return f"/answers/{answer_id}"


def _name(person_id: int | None) -> str:
    found = db.session.get(Person, person_id) if person_id else None
    return found.name if found else ""

"""What badges count, told by the rooms below."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp.answers.events import answer_given
from webapp.answers.models import Answer
from webapp.badges import counting, measures, merging
from webapp.badges.events import badge_awarded
from webapp.badges.models import Award
from webapp.badges.queries import name_of, topics_met
from webapp.badges.verify import sentences
from webapp.core import audiences, outbox
from webapp.core.words import speaking_to
from webapp.extensions import db
from webapp.people.events import people_merged
from webapp.people.models import Person
from webapp.points.events import points_awarded, verifying
from webapp.points.models import Entry
from webapp.points.rules import JUDGEMENTS_A_DAY
from webapp.schedule.events import recall_answered
from webapp.schedule.models import Recall
from webapp.streaks.events import streak_earned_back, streak_extended
from webapp.streaks.models import EarnBack
from webapp.streaks.rules import Streak
from webapp.voting.events import vote_cast, voting_closed
from webapp.voting.models import Tally, Vote
from webapp.voting.rules import Sums


def register() -> None:
    answer_given.connect(count_reply)
    vote_cast.connect(count_judgement)
    voting_closed.connect(count_closed)
    recall_answered.connect(count_recall)
    points_awarded.connect(count_points)
    streak_extended.connect(count_streak)
    streak_earned_back.connect(count_earn_back)
    badge_awarded.connect(announce)
    verifying.connect(check)
    people_merged.connect(merging.follow_merge)


def count_reply(answer: Answer, *, now: datetime) -> None:
    reply = measures.Reply(answer.practice, answer.repeated, answer.text, answer.proof, answer.key_points)
    counting.add(answer.person_id, measures.of_reply(reply), now=now)
    if not answer.practice and not answer.repeated:
        counting.reach(answer.person_id, "topics", topics_met(answer.person_id), now=now)


def count_judgement(_tally: Tally, *, judge: Person, first: bool, now: datetime, **_: Any) -> None:
    if first:
        counting.add(judge.id, ["judgements"], now=now)


def count_closed(tally: Tally, *, now: datetime, **_: Any) -> None:
    sums = Sums(tally.votes, tally.weight, tally.fact, tally.persuasion)
    counting.add(tally.author_id, measures.of_closing(sums), now=now)
    votes = db.session.execute(
        select(Vote.judge_id, Vote.by_coach, Vote.first_fact, Vote.reason).where(Vote.answer_id == tally.answer_id)
    )
    for judge_id, counter in measures.of_votes([measures.Judged(*vote) for vote in votes]):
        counting.add(judge_id, [counter], now=now)


def count_recall(recall: Recall, *, person: Person, now: datetime) -> None:
    if recall.correct:
        counting.add(person.id, ["right_recalls"], now=now)


def count_points(entry: Entry, *, now: datetime) -> None:
    counting.add(entry.person_id, ["points"], by=entry.amount, now=now)
    if entry.reason == "judgement" and entry.source.endswith(f":{JUDGEMENTS_A_DAY}"):
        counting.add(entry.person_id, ["full_days"], now=now)


def count_streak(person: Person, *, streak: Streak, now: datetime, **_: Any) -> None:
    counting.reach(person.id, "longest_streak", streak.longest, now=now)


def count_earn_back(_earned: EarnBack, *, person: Person, now: datetime) -> None:
    counting.add(person.id, ["earned_back"], now=now)


def announce(award: Award, **_: Any) -> None:
    with speaking_to(db.session.get_one(Person, award.person_id)):
        badge = {"key": award.badge, "name": name_of(award.badge), "tier": award.tier}
    if award.praise:
        badge["praise"] = award.praise
    outbox.announce("badge", {"person_id": award.person_id, "badge": badge})


@outbox.teller("badge")
def tell_badge(news: dict[str, Any]) -> None:
    audiences.tell_each(audiences.of_person(news["person_id"]), "badge", news["badge"])


def check(_sender: object) -> list[str]:
    return sentences()

"""What is learned of replies decides what is trained, and nothing that was promised: no points, no score."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Clock
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.mastery import verify
from webapp.mastery.models import TopicWeek
from webapp.need.models import Knack
from webapp.people.models import Person
from webapp.points.verify import differences
from webapp.trust import replies, tasks, verdicts
from webapp.trust.models import LearnedReply
from webapp.voting.actions import close_due
from webapp.voting.models import Tally
from webapp.voting.moderation import moderate

DAYS = 8


@pytest.fixture
def judged(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """Ana's eight replies: Dev taps the worst whatever he reads, and Kofi, a coach, the best on all but two that
    only Dev judged."""
    monkeypatch.setattr(verdicts, "ANCHORED", 6)
    answers = []
    for day in range(DAYS):
        at = NOON + timedelta(days=day)
        with work():
            answer = a_reply(cast.ana, at)
            a_vote(cast.dev, answer, 0, 0, at)
            if day < DAYS - 2:
                a_vote(cast.kofi, answer, 2, 2, at)
        answers.append(answer)
    clock.at = NOON + timedelta(days=DAYS + 9)
    with work():
        close_due(now=clock.at)
    return answers


def learned() -> dict[int, LearnedReply]:
    return {row.answer_id: row for row in db.session.scalars(select(LearnedReply))}


def persuasion_of(person: Person) -> float:
    return db.session.scalar(select(func.sum(TopicWeek.persuasion)).where(TopicWeek.person_id == person.id)) or 0.0


def test_a_vote_of_somebody_who_always_taps_the_worst_says_little(cast: Cast, judged: list[Answer]) -> None:
    """Two of the eight have no other, and by their score they lose."""
    tasks.learn_judges()
    alone = learned()[judged[-1].id]
    tally = db.session.get_one(Tally, judged[-1].id)
    assert tally.persuasion == 0
    assert alone.persuasion > 0.4
    assert 0.05 < alone.persuasion_error < 0.5
    assert learned()[judged[0].id].persuasion > 0.8


def test_points_and_tallies_stay_what_they_were(cast: Cast, judged: list[Answer]) -> None:
    def tallies() -> list[tuple[object, ...]]:
        columns = (Tally.answer_id, Tally.weight, Tally.fact, Tally.persuasion, Tally.quality, Tally.revision)
        return [tuple(row) for row in db.session.execute(select(*columns).order_by(Tally.answer_id))]

    before = tallies()
    tasks.learn_judges()
    assert tallies() == before
    assert differences() == []


def test_what_somebody_can_do_and_which_situation_is_weak_go_by_it(cast: Cast, judged: list[Answer]) -> None:
    weeks, knacks = persuasion_of(cast.ana), select(func.sum(Knack.persuasion)).where(Knack.person_id == cast.ana.id)
    said = db.session.scalar(knacks)
    tasks.learn_judges()
    expected = sum(row.persuasion for row in learned().values())
    assert persuasion_of(cast.ana) == pytest.approx(expected)
    assert db.session.scalar(knacks) == pytest.approx(expected)
    assert weeks == pytest.approx(said)
    assert expected > weeks + 1
    assert verify.sentences() == []


def test_what_was_set_aside_counts_nowhere_although_it_was_learned(cast: Cast, judged: list[Answer]) -> None:
    tasks.learn_judges()
    with work():
        moderate(cast.kofi, judged[0].id, "no_attempt", "Just a dot.", now=NOON + timedelta(days=DAYS + 9))
    expected = sum(row.persuasion for row in learned().values() if row.answer_id != judged[0].id)
    assert persuasion_of(cast.ana) == pytest.approx(expected)


def test_without_coaches_votes_everything_stays_with_the_scores(
    cast: Cast, judged: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "ANCHORED", 7)
    before = persuasion_of(cast.ana)
    tasks.learn_judges()
    assert learned() == {}
    assert persuasion_of(cast.ana) == before


def test_only_what_moved_is_written_again(cast: Cast, judged: list[Answer], clock: Clock) -> None:
    tasks.learn_judges()
    first = {answer_id: row.learned_at for answer_id, row in learned().items()}
    db.session.rollback()
    clock.forward(days=1)
    with work():
        answer = a_reply(cast.ana, clock.at)
        a_vote(cast.kofi, answer, 2, 2, clock.at)
    clock.forward(days=5)
    with work():
        close_due(now=clock.at)
    tasks.learn_judges()
    again = learned()
    assert again[answer.id].learned_at == clock.at
    assert sum(again[answer_id].learned_at == at for answer_id, at in first.items()) >= DAYS // 2


def test_many_are_written_a_few_at_a_time(cast: Cast, judged: list[Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "AT_ONCE", 3)
    said = [verdicts.Verdict(answer.id, 0.5, 0.1, 0.5, 0.1) for answer in judged]
    works = list(replies.news_of(cast.autumn.id, said))
    assert [len(some) for some in works] == [3, 3, 2]
    assert all(one[-1].answer_id < two[0].answer_id for one, two in pairwise(works))

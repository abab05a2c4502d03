"""Other cohorts' replies fill the day's three where one's own has too few: as blind, and never of what is ahead."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, refused, statements
from webapp.answers.models import Answer
from webapp.core.problems import NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Challenge
from webapp.points.verify import differences
from webapp.schedule import actions as schedule
from webapp.schedule.models import ScheduledChallenge, Serving
from webapp.voting import live
from webapp.voting.actions import close_due
from webapp.voting.models import Tally
from webapp.voting.queries import visible_tally

BLIND = {"id", "text", "proof", "challenge"}


@pytest.fixture
def foreign(cast: Cast) -> int:
    """A challenge that spring has today and autumn neither had nor will have."""
    planned = select(ScheduledChallenge.challenge_id).where(ScheduledChallenge.cohort_id == cast.autumn.id)
    found = db.session.scalars(select(Challenge.id).where(Challenge.id.not_in(planned))).first()
    assert found is not None
    with work():
        schedule.replace(cast.spring.id, TUESDAY, found, chosen_by="pin", now=NOON)
    return found


@pytest.fixture
def theirs(cast: Cast, foreign: int) -> Answer:
    """The outsider's reply of today."""
    with work():
        return a_reply(cast.outsider, NOON, "Said elsewhere.")


@pytest.fixture
def ben(app: Flask, cast: Cast, clock: Clock, theirs: Answer) -> Program:
    """Ben's program, after his own reply, which is autumn's first."""
    with work():
        a_reply(cast.ben, NOON)
    return Program(app, cast.ben)


def served(program: Program) -> list[int]:
    return [one["id"] for one in program.get("/judging").json["answers"]]


def in_spring(cast: Cast, n: int) -> Person:
    return cast.person(f"Spring {n}", "rep", cast.greens, cast.spring)


def plan(cast: Cast, day: date, challenge_id: int) -> None:
    with work():
        schedule.replace(cast.autumn.id, day, challenge_id, chosen_by="pin", now=NOON)


def test_it_comes_after_those_of_ones_own_cohort_and_as_blind(ben: Program, cast: Cast, theirs: Answer):
    with work():
        mine = a_reply(cast.ana, NOON - timedelta(hours=1))
    queue = ben.get("/judging")
    assert [one["id"] for one in queue.json["answers"]] == [mine.id, theirs.id]
    assert all(one.keys() == BLIND for one in queue.json["answers"])
    for secret in ("Outsider", "Spring", "Greens", "cohort"):
        assert secret not in queue.text


def test_before_ones_own_reply_there_is_none(app: Flask, cast: Cast, clock: Clock, theirs: Answer):
    ana = Program(app, cast.ana)
    assert served(ana) == []
    assert ana.get("/today").json["to_judge"] == 0
    refused(ana.put(f"/answers/{theirs.id}/vote", fact=2, persuasion=2), 404)


def test_three_of_ones_own_cohort_leave_no_room(ben: Program, cast: Cast, theirs: Answer):
    with work():
        own = {a_reply(person, NOON).id for person in (cast.ana, cast.cleo, cast.dev)}
    assert set(served(ben)) == own


def test_the_days_three_are_all_it_fills(app: Flask, ben: Program, cast: Cast, theirs: Answer):
    with work():
        for n in range(5):
            a_reply(in_spring(cast, n), NOON)
    for left in (3, 2, 1):
        queue = served(ben)
        assert len(queue) == ben.get("/today").json["to_judge"] == left
        assert ben.put(f"/answers/{queue[0]}/vote", fact=2, persuasion=1).status_code == 200
    assert served(ben) == []


@pytest.mark.parametrize("days", [-1, 1, 9, 20])
def test_never_of_a_challenge_that_is_theirs_ahead_or_may_still_be_replied_to(
    ben: Program, cast: Cast, foreign: int, theirs: Answer, days: int
):
    assert served(ben) == [theirs.id]
    plan(cast, TUESDAY + timedelta(days=days), foreign)
    assert served(ben) == []


def test_nor_of_one_that_only_their_own_phone_has_for_a_day_ahead(ben: Program, cast: Cast, foreign: int):
    with work():
        kept = {"person_id": cast.ben.id, "cohort_id": cast.autumn.id, "kind": "session", "served_at": NOON}
        db.session.add(Serving(day=TUESDAY + timedelta(days=1), challenge_id=foreign, **kept))
    assert served(ben) == []


def test_what_was_theirs_weeks_ago_may_be_judged(ben: Program, cast: Cast, foreign: int, theirs: Answer):
    plan(cast, TUESDAY - timedelta(days=30), foreign)
    assert served(ben) == [theirs.id]


def test_the_least_judged_come_first_then_the_newest_and_none_with_three_votes(
    ben: Program, cast: Cast, theirs: Answer
):
    with work():
        judges = [in_spring(cast, n) for n in range(3)]
        newer, newest = (a_reply(judge, NOON + timedelta(minutes=n)) for n, judge in enumerate(judges[:2], 1))
        a_vote(judges[2], newest, 1, 1, NOON)
    assert served(ben) == [newer.id, theirs.id, newest.id]
    with work():
        for judge in judges:
            a_vote(judge, theirs, 1, 1, NOON)
    assert served(ben) == [newer.id, newest.id]


def test_what_has_closed_or_was_set_aside_is_not_among_them(ben: Program, cast: Cast, theirs: Answer, clock: Clock):
    with work():
        db.session.execute(update(Tally).values(set_aside="hidden"))
    assert served(ben) == []
    with work():
        db.session.execute(update(Tally).values(set_aside=None))
        close_due(now=theirs.closes_at)
    assert served(ben) == []


@pytest.mark.parametrize("who", ["kofi", "ana"])
def test_nobody_else_is_served_it(app: Flask, cast: Cast, ben: Program, theirs: Answer, who: str):
    program = Program(app, getattr(cast, who))
    assert theirs.id not in served(program)
    refused(program.put(f"/answers/{theirs.id}/vote", fact=2, persuasion=2), 404)


def test_whoever_has_no_cohort_any_more_is_served_none(ben: Program, cast: Cast):
    with work():
        db.session.get_one(Person, cast.ben.id).cohort_id = None
    assert served(ben) == []


def test_a_vote_counts_as_any_and_its_author_in_a_small_cohort_waits_for_the_closing(
    ben: Program, cast: Cast, theirs: Answer
):
    served(ben)
    vote = ben.put(f"/answers/{theirs.id}/vote", fact=2, persuasion=2)
    assert (vote.json["votes"], vote.json["confidence"]) == (1, 0.25)
    assert visible_tally(cast.outsider, theirs) is None
    assert differences() == []
    page = ben.get(f"/answers/{theirs.id}")
    assert "Outsider" not in page.text


def test_whoever_judged_it_may_watch_it_and_nobody_else(ben: Program, cast: Cast, theirs: Answer, foreign: int):
    served(ben)
    with pytest.raises(NotFound):
        live.watch_challenge(cast.ben, {"challenge_id": foreign})
    ben.put(f"/answers/{theirs.id}/vote", fact=2, persuasion=2)
    (tally,) = live.watch_challenge(cast.ben, {"challenge_id": foreign}).state["tallies"]
    assert tally["answer_id"] == theirs.id
    with pytest.raises(NotFound):
        live.watch_challenge(cast.ana, {"challenge_id": foreign})


def test_pages_programs_and_phones_without_a_network_agree(app: Flask, ben: Program, cast: Cast, theirs: Answer):
    phone = Browser(app, cast.ben)
    assert theirs.text in phone.get("/?step=judge").text
    assert [card["answer_id"] for card in phone.get("/kept").json["judging"]] == served(ben) == [theirs.id]
    assert ben.get("/today").json["to_judge"] == 1
    assert phone.tap(f"/answers/{theirs.id}/vote", fact="2", persuasion="1").status_code == 200


def test_a_sample_is_not_the_only_one_of_another_challenge(app: Flask, ben: Program, cast: Cast, theirs: Answer):
    before = NOON - timedelta(days=7)
    with work():
        sample = a_reply(cast.ana, before)
        a_vote(cast.kofi, sample, 2, 1, before)
        close_due(now=NOON)
        mine = a_reply(cast.cleo, NOON)
    queue = served(ben)
    assert set(queue) == {sample.id, mine.id, theirs.id}
    assert sample.id in queue[:2]


def test_what_it_costs_does_not_grow_with_other_cohorts(app: Flask, ben: Program, cast: Cast):
    def costs() -> dict[str, int]:
        phone, found = Browser(app, cast.ben), {}
        for path in ("/?step=judge", "/?step=result", "/kept"):
            phone.get(path)
            with statements() as seen:
                phone.get(path)
            found[path] = len(seen)
        served(ben)
        with statements() as seen:
            served(ben)
        return found | {"/judging": len(seen)}

    with work():
        for n in range(2):
            a_reply(in_spring(cast, n), NOON)
    few = costs()
    with work():
        for n in range(2, 12):
            a_reply(in_spring(cast, n), NOON)
    assert costs() == few
    assert max(few.values()) <= 45

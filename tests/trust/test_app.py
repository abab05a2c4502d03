"""Learned by the worker, weighed in the votes, and never in what has closed."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, refused
from webapp.answers.models import Answer
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.merging import merge
from webapp.people.models import Person
from webapp.points.verify import differences
from webapp.trust import actions, queries, tasks
from webapp.trust.models import Finding
from webapp.trust.signs import Sign
from webapp.voting.actions import close_due
from webapp.voting.models import Reliability, Tally, Vote

DAYS = 7
BOT = {"votes": 30, "fast": 29, "alike": 4}
FAVOURS = {"gave": 1.2, "votes": 8, "got": 1.1, "back": 7}


@pytest.fixture
def judged(cast: Cast, clock: Clock) -> None:
    """A week in which Ben agrees with Kofi and Dev says the opposite; all of it has closed."""
    began = NOON - timedelta(days=DAYS)
    for day in range(DAYS - 3):
        at = began + timedelta(days=day)
        with work():
            for author in (cast.ana, cast.cleo):
                answer, vote = a_reply(author, at), (day % 3, (day + 1) % 3)
                a_vote(cast.kofi, answer, *vote, at)
                a_vote(cast.ben, answer, *vote, at)
                a_vote(cast.dev, answer, 2 - vote[0], 2 - vote[1], at)
            close_due(now=NOON + timedelta(days=1))
    clock.at = NOON + timedelta(days=1)


def weight_of(person: Person) -> int:
    return db.session.scalars(select(Reliability.weight).where(Reliability.judge_id == person.id)).one()


def found(judge: Person, **more: object) -> Finding:
    with work():
        actions.keep_signs([Sign("bot", judge.id, None, None, BOT, 0.001)], now=NOON)
    return db.session.scalars(select(Finding).where(Finding.judge_id == judge.id)).one()


def test_who_agrees_with_coaches_weighs_more_than_who_does_not(cast: Cast, judged: None):
    assert tasks.learn_judges() == 2
    assert 1000 < weight_of(cast.ben) <= 1500
    assert 500 <= weight_of(cast.dev) < 1000
    ben = db.session.get_one(Reliability, cast.ben.id)
    assert (ben.replies, ben.shared) == (8, 8)
    assert db.session.get(Reliability, cast.kofi.id) is None
    assert differences() == []


def test_it_learns_only_from_news(cast: Cast, judged: None, clock: Clock):
    assert tasks.learn_judges() == 2
    clock.forward(minutes=1)
    assert tasks.learn_judges() == 0
    with work():
        answer = a_reply(cast.ana, clock.at)
        a_vote(cast.ben, answer, 1, 1, clock.at)
    assert tasks.learn_judges() == 0, "nothing has closed yet"
    clock.forward(days=5)
    with work():
        close_due(now=clock.at)
    clock.forward(minutes=1)
    assert tasks.learn_judges() == 2


def test_it_goes_by_first_casts_alone(cast: Cast, judged: None, clock: Clock):
    tasks.learn_judges()
    before = weight_of(cast.ben)
    with work():
        db.session.execute(Vote.__table__.update().values(fact=0, persuasion=0))
        db.session.execute(Reliability.__table__.delete())
        actions.keep_learned(cast.autumn.id, [], until=NOON - timedelta(days=99), now=NOON)
    tasks.learn_judges()
    assert weight_of(cast.ben) == before


def test_a_vote_weighs_by_it_at_casting_and_once_more_at_closing(cast: Cast, judged: None, clock: Clock):
    tasks.learn_judges()
    ben = weight_of(cast.ben)
    with work():
        answer = a_reply(cast.ana, clock.at)
        assert a_vote(cast.ben, answer, 2, 2, clock.at).weight == ben
        a_vote(cast.cleo, answer, 2, 1, clock.at)
        a_vote(cast.kofi, answer, 1, 1, clock.at)
    assert differences() == []
    with work():
        db.session.execute(Reliability.__table__.update().values(weight=700))
    clock.forward(days=5)
    with work():
        close_due(now=clock.at)
    tally = db.session.get_one(Tally, answer.id, populate_existing=True)
    assert tally.weight == 700 + 1000 + 3000, "Ben anew, Cleo unknown yet, a coach as ever"
    kept = db.session.scalars(select(Vote).where(Vote.answer_id == answer.id, Vote.judge_id == cast.ben.id)).one()
    assert (kept.weight, kept.closing_weight) == (ben, 700)
    assert differences() == []


def test_what_has_closed_never_changes_again(cast: Cast, judged: None):
    before = [tuple(row) for row in db.session.execute(select(Tally.answer_id, Tally.weight, Tally.quality))]
    tasks.learn_judges()
    found(cast.ben)
    assert [tuple(row) for row in db.session.execute(select(Tally.answer_id, Tally.weight, Tally.quality))] == before
    assert differences() == []


def test_a_finding_weighs_down_to_half_until_a_manager_has_looked(cast: Cast, judged: None, clock: Clock):
    tasks.learn_judges()
    learned = weight_of(cast.ben)
    finding = found(cast.ben)
    assert weight_of(cast.ben) == 500
    with work():
        actions.keep_learned(cast.autumn.id, [], until=NOON - timedelta(days=99), now=NOON)
    tasks.learn_judges()
    assert weight_of(cast.ben) == 500, "learning anew lifts nothing"
    with work():
        actions.settle(cast.mara, finding.id, "  Ben uses a  keyboard. ", now=clock.at)
    assert weight_of(cast.ben) == learned
    assert (finding.why, finding.settled_by_id, finding.settled_at) == ("Ben uses a keyboard.", cast.mara.id, clock.at)
    with pytest.raises(Conflict), work():
        actions.settle(cast.ada, finding.id, "Again.", now=clock.at)


def test_the_same_is_not_found_twice_nor_where_somebody_looked_meanwhile(cast: Cast):
    finding = found(cast.ben)
    sign = Sign("bot", cast.ben.id, None, None, BOT, 0.002)
    with work():
        assert actions.keep_signs([sign], now=NOON) == 0
        actions.settle(cast.mara, finding.id, "Fine.", now=NOON)
        assert actions.keep_signs([sign], now=NOON) == 0, "it was looked for before"
        assert actions.keep_signs([sign], now=NOON + timedelta(minutes=1)) == 1, "a sign of votes since then is new"


def test_votes_that_a_manager_cleared_are_not_found_again_however_long_ago(cast: Cast, clock: Clock):
    """Ben says the same of all; months later somebody else's votes are learned, with Ben's among them."""
    began = NOON - timedelta(days=6)
    with work():
        more = [cast.person(f"Rep {n}", "rep", cast.blues, cast.autumn) for n in range(16)]
        for author in (cast.ana, cast.cleo, *more):
            for day in (0, 1, 2):
                at = began + timedelta(days=day)
                a_vote(cast.ben, a_reply(author, at), 1, 1, at)
    closed_by(clock, NOON + timedelta(days=2))
    tasks.learn_judges()
    (finding,) = db.session.scalars(select(Finding))
    assert (finding.judge_id, finding.kind) == (cast.ben.id, "bot")
    with work():
        actions.settle(cast.mara, finding.id, "They were asked to.", now=clock.at)
    clock.forward(days=100)
    with work():
        a_vote(cast.cleo, a_reply(cast.ana, clock.at), 1, 1, clock.at)
    closed_by(clock, clock.at + timedelta(days=5))
    assert tasks.learn_judges() > 0
    assert db.session.scalars(select(Finding.id)).all() == [finding.id]


def closed_by(clock: Clock, at: datetime) -> None:
    clock.at = at
    while True:
        with work():
            if not close_due(now=at):
                return


def test_what_was_settled_says_what_the_votes_weigh_then(app: Flask, cast: Cast):
    bot = found(cast.ben)
    with work():
        actions.keep_signs([Sign("favours", cast.ben.id, cast.ana.id, None, FAVOURS, 0.001)], now=NOON)
    mara = Browser(app, cast.mara)
    mara.post(f"/desk/judging/{bot.id}", why="A keyboard.")
    page = mara.get("/desk/judging").text
    assert "Something else found about them stands" in page
    assert "weigh again what they did" not in page
    (left,) = queries.findings_for(cast.mara, standing=True)
    mara.post(f"/desk/judging/{left.id}", why="They share a desk.")
    assert "Their open and coming votes weigh again what they did." in mara.get("/desk/judging").text


@pytest.mark.parametrize(("why", "said"), [("  ", "Say in a sentence why it is fine."), ("x" * 281, "under 280")])
def test_what_cannot_be_kept_comes_back_as_it_was_typed(app: Flask, cast: Cast, why: str, said: str):
    finding = found(cast.ben)
    page = Browser(app, cast.mara).post(f"/desk/judging/{finding.id}", why=why)
    assert page.status_code == 422
    assert said in page.text
    assert f'value="{why}"' in page.text
    assert "author" not in page.text
    assert queries.findings_for(cast.mara, standing=True) == [finding]


def test_only_who_manages_them_sees_a_finding(cast: Cast):
    ours, theirs = found(cast.ben), found(cast.outsider)
    assert queries.findings_for(cast.mara, standing=True) == [ours]
    assert queries.findings_for(cast.ada, standing=True) == [theirs, ours]
    for nobody in (cast.ana, cast.ben, cast.kofi):
        with pytest.raises(Forbidden):
            queries.findings_for(nobody, standing=True)
    with pytest.raises(NotFound), work():
        actions.settle(cast.mara, theirs.id, "Fine.", now=NOON)
    with pytest.raises(Invalid), work():
        actions.settle(cast.mara, ours.id, "   ", now=NOON)
    assert theirs.settled_at is ours.settled_at is None


def test_the_desk_shows_it_with_its_evidence(app: Flask, cast: Cast):
    finding = found(cast.ben)
    mara = Browser(app, cast.mara)
    page = mara.get("/desk/judging")
    assert "Ben votes faster than anybody reads" in page.text
    assert "29 of 30 votes came within three seconds" in page.text
    assert mara.post(f"/desk/judging/{finding.id}", why="A keyboard.").status_code == 302
    after = mara.get("/desk/judging")
    assert "Nothing looks odd" in after.text
    assert "A keyboard." in after.text
    for nobody in (cast.ben, cast.kofi):
        assert Browser(app, nobody).get("/desk/judging").status_code == 403


def test_of_favours_a_stranger_is_not_named(app: Flask, cast: Cast):
    with work():
        actions.keep_signs([Sign("favours", cast.ben.id, cast.outsider.id, None, FAVOURS, 0.001)], now=NOON)
    assert "Outsider" not in Browser(app, cast.mara).get("/desk/judging").text
    assert "Outsider" in Browser(app, cast.ada).get("/desk/judging").text


def test_each_judge_sees_themselves(app: Flask, cast: Cast, judged: None):
    ben = Browser(app, cast.ben).get("/judging/mine")
    assert "You and coaches judged 8 of the same replies." in ben.text
    assert "On the fact you lean neither way." in ben.text
    mine = Program(app, cast.ben).get("/judging/mine").json
    assert mine["fact"] == {"agreed": 8, "n": 8, "low": pytest.approx(0.676, abs=0.001), "high": 1.0}
    assert mine["fact_lean"] == "fair"
    assert "Nothing to compare yet." in Browser(app, cast.outsider).get("/judging/mine").text


@pytest.mark.parametrize("who", ["kofi", "mara", "ada"])
def test_who_is_no_peer_has_no_such_page(app: Flask, cast: Cast, who: str):
    assert Browser(app, getattr(cast, who)).get("/judging/mine").status_code == 404
    refused(Program(app, getattr(cast, who)).get("/judging/mine"), 404)


def test_before_closing_nothing_is_told_of_a_coachs_vote(app: Flask, cast: Cast):
    with work():
        answer: Answer = a_reply(cast.ana, NOON)
        a_vote(cast.kofi, answer, 2, 2, NOON)
        a_vote(cast.ben, answer, 0, 0, NOON)
    assert Program(app, cast.ben).get("/judging/mine").json["fact"]["n"] == 0


def test_what_stands_against_one_account_weighs_down_the_one_it_became(cast: Cast, judged: None):
    tasks.learn_judges()
    found(cast.dev)
    assert weight_of(cast.ben) > 1000
    with work():
        merge(cast.ada, cast.ben, cast.dev, now=NOON)
    assert weight_of(cast.ben) == 500


def test_two_accounts_are_one_judge(cast: Cast, judged: None):
    tasks.learn_judges()
    found(cast.ben)
    before = weight_of(cast.ben)
    with work():
        merge(cast.ada, cast.outsider, cast.ben, now=NOON)
    assert weight_of(cast.outsider) == before
    assert queries.judges_under_findings([cast.outsider.id]) == {cast.outsider.id}


def test_the_mirror_shows_what_either_account_judged(app: Flask, cast: Cast, judged: None):
    with work():
        merge(cast.ada, cast.outsider, cast.ben, now=NOON)
    assert Program(app, cast.outsider).get("/judging/mine").json["fact"]["n"] == 8


def test_at_closing_a_dropped_accounts_vote_weighs_as_their_one_judge_does(cast: Cast, judged: None, clock: Clock):
    tasks.learn_judges()
    ben = weight_of(cast.ben)
    with work():
        answer = a_reply(cast.ana, clock.at)
        a_vote(cast.dev, answer, 2, 2, clock.at)
    with work():
        merge(cast.ada, cast.ben, cast.dev, now=clock.at)
    assert weight_of(cast.ben) == ben
    closed_by(clock, clock.at + timedelta(days=5))
    assert db.session.get_one(Tally, answer.id, populate_existing=True).weight == ben
    assert differences() == []


def test_what_goes_out_tells_nobodys_exact_weight(app: Flask, cast: Cast, judged: None, clock: Clock):
    tasks.learn_judges()
    with work():
        db.session.execute(Reliability.__table__.update().values(weight=1037))
        answer = a_reply(cast.ana, clock.at)
        a_reply(cast.cleo, clock.at)
        a_vote(cast.ben, answer, 2, 2, clock.at)
    assert db.session.get_one(Tally, answer.id).weight == 1037, "which counts"
    for who in (cast.ana, cast.ben):
        assert Program(app, who).get(f"/answers/{answer.id}").json["tally"]["confidence"] == 0.25
    assert differences() == []

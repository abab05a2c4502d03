"""Reporting, hiding, no attempt, restoring: points follow, judges keep theirs, nothing is deleted."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, Program, everything, refused
from webapp.answers.models import Answer
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.models import Entry
from webapp.points.queries import total
from webapp.points.verify import differences
from webapp.streaks.queries import streak_of
from webapp.voting.actions import Cast as Ballot
from webapp.voting.actions import cast_vote, close_due
from webapp.voting.models import Moderation, Report, Tally
from webapp.voting.moderation import moderate

LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def answer(cast: Cast) -> Answer:
    """Ana's reply, which Ben has judged."""
    with work():
        answer = a_reply(cast.ana, NOON, "Buy it or be sorry.")
        a_reply(cast.ben, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
    return answer


def hide(cast: Cast, answer: Answer, kind: str = "hidden") -> Moderation:
    with work():
        return moderate(cast.kofi, answer.id, kind, "It insults the prospect.", now=LATER)


@pytest.mark.parametrize("kind", ["hidden", "no_attempt"])
def test_a_reply_that_is_set_aside_gives_its_points_back_and_its_judges_keep_theirs(
    cast: Cast, answer: Answer, kind: str
):
    row = hide(cast, answer, kind)
    assert total(cast.ana.id) == 0
    assert total(cast.ben.id) == 10 + 1
    entry = db.session.scalars(select(Entry).where(Entry.reason == "moderation")).one()
    assert (entry.amount, entry.source, entry.day) == (-23, f"answer:{answer.id}:m{row.id}", TUESDAY)
    assert db.session.get_one(Tally, answer.id).revision == 2
    assert differences() == []


def test_restored_it_is_worth_what_its_votes_give(cast: Cast, answer: Answer):
    hide(cast, answer)
    hide(cast, answer, "restored")
    assert total(cast.ana.id) == 23
    with work():
        cast_vote(cast.ben, answer.id, Ballot(0, 0), now=LATER)
    assert total(cast.ana.id) == 10 + 8
    assert differences() == []


def test_what_closed_meanwhile_is_settled_when_it_is_restored(cast: Cast):
    with work():
        lonely = a_reply(cast.ana, NOON)
    hide(cast, lonely)
    with work():
        close_due(now=lonely.closes_at)
    assert total(cast.ana.id) == 0
    hide(cast, lonely, "restored")
    assert total(cast.ana.id) == 10 + 10
    assert differences() == []


def test_in_a_tiny_cohort_restoring_tells_no_quality_before_the_closing(cast: Cast):
    with work():
        friend = cast.person("Friend", "rep", cast.greens, cast.spring)
        answer = a_reply(cast.outsider, NOON)
        a_vote(friend, answer, 2, 2, LATER)
        for kind in ("hidden", "restored"):
            moderate(cast.ada, answer.id, kind, "A slip.", now=LATER)
    assert total(cast.outsider.id) == 10
    with work():
        close_due(now=answer.closes_at)
    assert total(cast.outsider.id) == 23
    assert differences() == []


def test_the_streak_keeps_the_day_of_a_hidden_reply(cast: Cast, answer: Answer):
    hide(cast, answer)
    assert streak_of(cast.ana, TUESDAY).current == 1


def test_a_hidden_reply_leaves_queue_arena_and_the_pages_of_colleagues(app: Flask, cast: Cast, answer: Answer):
    with work():
        a_reply(cast.cleo, NOON)
    cleo, ben = Program(app, cast.cleo), Browser(app, cast.ben)
    assert answer.text in ben.get("/arena").text
    hide(cast, answer)
    assert answer.id not in [one["id"] for one in cleo.get("/judging").json["answers"]]
    refused(cleo.get(f"/answers/{answer.id}"), 404)
    assert answer.text not in ben.get("/arena").text
    assert ben.get(f"/answers/{answer.id}").status_code == 404


def test_no_more_votes_on_what_is_set_aside(app: Flask, cast: Cast, answer: Answer):
    hide(cast, answer)
    with pytest.raises(Conflict, match="set this reply aside"), work():
        cast_vote(cast.ben, answer.id, Ballot(0, 0), now=LATER)
    refused(Program(app, cast.kofi).put(f"/answers/{answer.id}/vote", fact=2, persuasion=2), 409)


def test_the_author_reads_who_hid_it_and_why_and_that_nothing_is_deleted(app: Flask, cast: Cast, answer: Answer):
    hide(cast, answer)
    ana = Browser(app, cast.ana)
    for page in (ana.get(f"/answers/{answer.id}"), ana.get("/?step=result")):
        assert "Kofi hid this reply." in page.text
        assert "It insults the prospect." in page.text
        assert "Nothing was deleted" in page.text
        assert answer.text in page.text
        for words in ("data-tally", "voting until", "The votes are coming in."):
            assert words not in page.text, "what contradicts it"
    assert "Kofi hid a reply of yours" in ana.get("/me").text
    hide(cast, answer, "restored")
    assert "data-tally" in ana.get(f"/answers/{answer.id}").text


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("ana", "hidden", 403),
        ("ben", "hidden", 403),
        ("cleo", "hidden", 404),
        ("outsider", "hidden", 404),
        ("kofi", "hidden", 201),
        ("kofi", "no_attempt", 201),
        ("mara", "hidden", 201),
        ("mara", "no_attempt", 403),
        ("ada", "hidden", 201),
        ("ada", "no_attempt", 201),
    ],
)
def test_who_may_set_a_reply_aside(app: Flask, cast: Cast, answer: Answer, who: str, kind: str, status: int):
    before = everything()
    response = Program(app, getattr(cast, who)).post(f"/answers/{answer.id}/moderation", kind=kind, why="So it is.")
    if status == 201:
        assert (response.status_code, response.json["why"]) == (201, "So it is.")
    else:
        refused(response, status)
        assert everything() == before


@pytest.mark.parametrize("kind", ["restored", "hidden"])
def test_whether_somebody_tried_is_no_managers_question(app: Flask, cast: Cast, answer: Answer, kind: str):
    """Nor by the way round: hide what a coach took for no attempt, then restore what is hidden."""
    hide(cast, answer, "no_attempt")
    mara, before = Program(app, cast.mara), everything()
    refused(mara.post(f"/answers/{answer.id}/moderation", kind=kind, why="I like it."), 403, "a coach decides")
    assert everything() == before
    page = Browser(app, cast.mara).get(f"/answers/{answer.id}").text
    for words in ("Restore it?", "Hide it", "Report it"):
        assert words not in page


def test_a_manager_restores_what_is_hidden(app: Flask, cast: Cast, answer: Answer):
    hide(cast, answer)
    assert "Restore it?" in Browser(app, cast.mara).get(f"/answers/{answer.id}").text
    mara = Program(app, cast.mara)
    assert mara.post(f"/answers/{answer.id}/moderation", kind="restored", why="A slip.").status_code == 201
    assert total(cast.ana.id) == 23


def test_nobody_decides_on_their_own_reply(app: Flask, cast: Cast):
    with work():
        cast.kofi.cohort_id, cast.mara.team_id, cast.mara.cohort_id = cast.autumn.id, cast.reds.id, cast.autumn.id
    for who in (cast.kofi, cast.mara):
        with work():
            own = a_reply(who, NOON)
        before = everything()
        refused(Program(app, who).post(f"/answers/{own.id}/moderation", kind="hidden", why="Not my best."), 403)
        refused(Program(app, who).post(f"/answers/{own.id}/report", reason="rude"), 403, "yours")
        assert everything() == before


def test_other_coaches_and_managers_do_not_find_it(app: Flask, cast: Cast, answer: Answer):
    with work():
        coach, manager = cast.person("Other coach", "coach"), cast.person("Other manager", "manager")
    for stranger in (coach, manager, None):
        program, status = Program(app, stranger), 404 if stranger else 401
        refused(program.post(f"/answers/{answer.id}/moderation", kind="hidden", why="So."), status)
        refused(program.post(f"/answers/{answer.id}/report", reason="rude"), status)
    assert db.session.scalar(select(func.count()).select_from(Moderation)) == 0


def test_the_same_verdict_twice_is_a_conflict_and_changes_nothing(app: Flask, cast: Cast, answer: Answer):
    kofi, path = Program(app, cast.kofi), f"/answers/{answer.id}/moderation"
    refused(kofi.post(path, kind="restored", why="It stands."), 409, "nothing to restore")
    kofi.post(path, kind="hidden", why="Rude.")
    before = everything()
    refused(kofi.post(path, kind="hidden", why="Rude."), 409, "already")
    assert everything() == before


@pytest.mark.parametrize(
    "body", [{}, {"kind": "deleted", "why": "So"}, {"kind": "hidden"}, {"kind": "hidden", "why": " "}]
)
def test_a_verdict_needs_its_kind_and_a_sentence(app: Flask, cast: Cast, answer: Answer, body: dict[str, str]):
    before = everything()
    refused(Program(app, cast.kofi).post(f"/answers/{answer.id}/moderation", **body), 422)
    assert everything() == before


def test_who_sees_a_reply_reports_it_once(app: Flask, cast: Cast, answer: Answer):
    ben, path = Program(app, cast.ben), f"/answers/{answer.id}/report"
    assert ben.post(path, reason="rude", words="It threatens.").status_code == 201
    before = everything()
    refused(ben.post(path, reason="private"), 409, "already")
    refused(Program(app, cast.cleo).post(path, reason="rude"), 404)
    refused(Program(app, cast.ben).post(path, reason="boring"), 422)
    assert everything() == before


def test_a_report_waits_until_somebody_decided(app: Flask, cast: Cast, answer: Answer, clock: Clock):
    Program(app, cast.ben).post(f"/answers/{answer.id}/report", reason="rude")
    refused(Program(app, cast.ben).delete(f"/answers/{answer.id}/report"), 403)
    assert db.session.scalars(select(Report.settled_at)).one() is None
    assert Program(app, cast.kofi).delete(f"/answers/{answer.id}/report").status_code == 204
    assert db.session.scalars(select(Report)).one().settled_by_id == cast.kofi.id


def test_the_author_never_learns_who_reported_it(app: Flask, cast: Cast, answer: Answer):
    Program(app, cast.ben).post(f"/answers/{answer.id}/report", reason="rude", words="Threatening words.")
    hide(cast, answer)
    page = Browser(app, cast.ana).get(f"/answers/{answer.id}").text
    assert "Threatening words." not in page
    assert "Ben" not in page


def test_the_pages_report_and_hide_without_scripts(app: Flask, cast: Cast, answer: Answer):
    ben, mara = Browser(app, cast.ben), Browser(app, cast.mara)
    assert "Report it to a coach" in ben.get(f"/answers/{answer.id}").text
    assert ben.post(f"/answers/{answer.id}/report", complaint="rude").status_code == 302
    assert "You reported this one" in ben.get(f"/answers/{answer.id}").text
    page = mara.get(f"/answers/{answer.id}").text
    assert "Hide it" in page
    assert "No attempt" not in page
    assert mara.post(f"/answers/{answer.id}/moderation", kind="hidden", why="Rude.").status_code == 302
    assert "Mara hid this reply." in mara.get(f"/answers/{answer.id}").text


def test_practice_is_neither_reported_nor_hidden(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    practised = ana.reply("Only for me.", challenge_id=ana.post("/practice").json["id"]).json["id"]
    before = everything()
    refused(Program(app, cast.kofi).post(f"/answers/{practised}/moderation", kind="hidden", why="So."), 404)
    refused(Program(app, cast.mara).post(f"/answers/{practised}/moderation", kind="hidden", why="So."), 404)
    assert everything() == before

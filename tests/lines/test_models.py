"""Model replies: marked by a coach, shown after the closing, used on calls."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.doors import Browser, Program, everything, refused
from tests.lines.conftest import SAID
from tests.playbook.drafted import a_draft
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.lines.models import LineUse
from webapp.people.aliases import rename
from webapp.people.models import Person
from webapp.playbook.models import Challenge, ModelReply, Prompt
from webapp.voting.actions import close_due
from webapp.voting.moderation import moderate


def models() -> list[str]:
    return [model.text for model in db.session.scalars(select(ModelReply).where(ModelReply.author_id.is_not(None)))]


def test_a_marked_reply_is_a_model_once_its_voting_has_closed(app: Flask, cast: Cast, answer: Answer):
    kofi = Program(app, cast.kofi)
    for _ in range(2):
        marked = kofi.put(f"/answers/{answer.id}/model").json
    assert marked == {"answer_id": answer.id, "line_id": None}
    assert models() == [], "who still judges it is not swayed"
    with work():
        close_due(now=answer.closes_at)
    assert models() == [SAID]
    assert "Your reply is a model now" in Browser(app, cast.ana).get("/me").text
    assert SAID in Browser(app, cast.ben).get("/?step=result").text


def test_a_closed_reply_is_a_model_at_once_and_none_once_unmarked_or_hidden(app: Flask, cast: Cast, answer: Answer):
    with work():
        close_due(now=answer.closes_at)
    kofi, path = Program(app, cast.kofi), f"/answers/{answer.id}/model"
    line = kofi.put(path).json["line_id"]
    assert models() == [SAID]
    Program(app, cast.ben).put(f"/lines/{line}/use", worked=True)
    assert kofi.delete(path).status_code == 204
    assert models() == []
    kofi.put(path)
    with work():
        moderate(cast.kofi, answer.id, "hidden", "Names a customer.", now=NOON)
    assert models() == []
    refused(kofi.put(path), 409, "set aside")


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 403), ("ben", 403), ("cleo", 404), ("mara", 403), ("ada", 403), ("outsider", 404)]
)
def test_only_a_coach_of_the_cohort_marks_models(app: Flask, cast: Cast, answer: Answer, who: str, status: int):
    program, before = Program(app, getattr(cast, who)), everything()
    refused(program.put(f"/answers/{answer.id}/model"), status)
    refused(program.delete(f"/answers/{answer.id}/model"), status)
    assert everything() == before


def test_used_on_a_call_is_one_row_and_undoable(app: Flask, cast: Cast, line: int):
    ben, path = Program(app, cast.ben), f"/lines/{line}/use"
    assert ben.put(path).json["worked_for_me"] is None
    for _ in range(2):
        used = ben.put(path, worked=True).json
    assert (used["used_by_me"], used["worked_for_me"], used["calls"], used["worked"]) == (True, True, 1, 1)
    assert ben.put(path).json["worked_for_me"] is True, "what they told stays told"
    undone = ben.delete(path).json
    assert (undone["used_by_me"], undone["calls"]) == (False, 0)
    assert db.session.scalars(select(LineUse)).all() == []


def test_who_used_a_line_is_counted_and_not_their_calls(app: Flask, cast: Cast, line: int):
    Program(app, cast.ben).put(f"/lines/{line}/use", worked=True)
    Program(app, cast.dev).put(f"/lines/{line}/use", worked=False)
    said = " ".join(Browser(app, cast.dev).tap(f"/lines/{line}/use", worked="no").text.split())
    assert "used by 2 people, worked for 1" in said
    assert "calls" not in said


def test_the_author_hears_that_the_line_worked_once_a_colleague(app: Flask, cast: Cast, line: int):
    ben, ana = Program(app, cast.ben), Browser(app, cast.ana)
    ben.put(f"/lines/{line}/use", worked=False)
    assert "Your line worked" not in ana.get("/me").text
    ben.put(f"/lines/{line}/use", worked=True)
    ben.delete(f"/lines/{line}/use")
    ben.put(f"/lines/{line}/use", worked=True)
    assert ana.get("/me").text.count("Your line worked. Ben used it on a call") == 1
    Program(app, cast.ana).put(f"/lines/{line}/use", worked=True)
    assert ana.get("/me").text.count("Your line worked") == 1, "not by oneself"


def test_a_line_that_is_none_is_not_found(app: Flask, cast: Cast):
    before = everything()
    refused(Program(app, cast.ben).put("/lines/999999/use", worked=True), 404)
    refused(Program(app, cast.ben).delete("/lines/999999/use"), 404)
    refused(Program(app).put("/lines/1/use"), 401)
    refused(Program(app, cast.ben).put("/lines/1/use", worked="yes"), 422)
    assert everything() == before


def test_the_taps_work_without_scripts(app: Flask, cast: Cast, line: int):
    ben = Browser(app, cast.ben)
    assert ben.post(f"/lines/{line}/use").location.endswith(f"/playbook#line-{line}")
    assert "Did it work?" in ben.get("/playbook").text
    ben.post(f"/lines/{line}/use", worked="yes")
    assert "It worked for you." in ben.get("/playbook").text
    assert "Used it on a call" in ben.tap(f"/lines/{line}/use/undone", x="").text


def test_the_playbook_is_searched_by_every_word(app: Flask, cast: Cast, line: int):
    ben = Program(app, cast.ben)
    assert [fact["lines"][0]["text"] for fact in ben.get("/lines", q="LEAD who stays").json["facts"]] == [SAID]
    assert ben.get("/lines", q="lead unicorn").json == {"facts": [], "more": False}
    for odd in ("%", "_", "\\", "\x00", "' OR 1=1 --"):
        assert ben.get("/lines", q=odd).json["facts"] == []
    first, second = ben.get("/lines").json, ben.get("/lines", page=2).json
    assert (len(first["facts"]), first["more"]) == (10, True)
    assert (len(second["facts"]), second["more"]) == (6, False)
    assert "Nothing says that yet." in Browser(app, cast.ben).get("/playbook?q=unicorn").text


def test_an_expired_fact_is_not_in_the_playbook(app: Flask, cast: Cast, answer: Answer):
    with work():
        answer.challenge.fact.valid_until = NOON.date() - timedelta(days=1)
    facts = [fact["id"] for fact in Program(app, cast.ben).get("/lines").json["facts"]]
    assert answer.challenge.fact_id not in facts


def test_first_ones_own_reply_then_the_models_of_todays_fact(app: Flask, cast: Cast):
    cleo = Program(app, cast.cleo)
    fact = cleo.get("/today").json["challenge"]["fact"]["id"]

    def lines() -> list[str]:
        return next(one["lines"] for one in cleo.get("/lines").json["facts"] if one["id"] == fact)

    assert lines() == []
    assert "First your own words" in Browser(app, cast.cleo).get("/playbook").text
    cleo.reply()
    assert lines() != []


def test_a_tap_on_a_line_of_todays_fact_tells_nothing_before_ones_own_reply(app: Flask, cast: Cast):
    cleo = Program(app, cast.cleo)
    fact = cleo.get("/today").json["challenge"]["fact"]["id"]
    path = f"/lines/{db.session.scalars(select(ModelReply.id).where(ModelReply.fact_id == fact)).first()}/use"
    before = everything()
    for tapped in (cleo.put(path, worked=True), cleo.delete(path)):
        refused(tapped, 403, "Reply first")
    assert "Reply first" in Browser(app, cast.cleo).post(path).text
    assert everything() == before
    cleo.reply()
    assert cleo.put(path, worked=True).json["used_by_me"]


def test_what_nobody_made_live_is_not_in_the_playbook_that_reps_read(app: Flask, cast: Cast):
    ana, fact = Program(app, cast.ana), Program(app, cast.kofi).post("/facts", **a_draft()).json
    draft = db.session.scalars(select(ModelReply.id).where(ModelReply.fact_id == fact["id"])).one()
    before = everything()
    assert ana.get("/lines", q="four minutes").json == {"facts": [], "more": False}
    assert "four minutes" not in Browser(app, cast.ana).get("/playbook?q=Friday").text
    refused(ana.put(f"/lines/{draft}/use"), 404)
    refused(ana.delete(f"/lines/{draft}/use"), 404)
    assert Browser(app, cast.ana).post(f"/lines/{draft}/use").status_code == 404
    assert everything() == before


def test_a_new_version_takes_the_place_of_the_earlier_and_is_held_back_as_it_was(app: Flask, cast: Cast):
    mara, ana = Program(app, cast.mara), Program(app, cast.ana)
    today = ana.get("/today").json["challenge"]["fact"]["id"]
    mara.patch(f"/facts/{today}", why="Because.")
    assert mara.put(f"/facts/{today}/state", state="live").status_code == 200
    (found,) = versions_found_by(ana, today)
    assert (found["why"], found["lines"]) == ("Because.", []), "first one's own reply"
    ana.reply()
    (found,) = versions_found_by(ana, today)
    assert len(found["lines"]) == 1


def versions_found_by(program: Program, fact_id: int) -> list[dict[str, Any]]:
    facts = [fact for page in (1, 2) for fact in program.get("/lines", page=page).json["facts"]]
    return [fact for fact in facts if fact["id"] == fact_id]


def a_new_version(app: Flask, cast: Cast, fact_id: int, **change: Any) -> None:
    mara = Program(app, cast.mara)
    assert mara.patch(f"/facts/{fact_id}", **change or {"source": "A newer report"}).status_code == 200
    assert mara.put(f"/facts/{fact_id}/state", state="live").status_code == 200


def test_calls_stay_with_a_model_through_a_new_version(app: Flask, cast: Cast, answer: Answer, line: int):
    ben, fact = Program(app, cast.ben), answer.challenge.fact_id
    own = next(one["id"] for one in versions_found_by(ben, fact)[0]["lines"] if one["by"] == "the playbook")
    for one in (line, own):
        ben.put(f"/lines/{one}/use", worked=True)
    a_new_version(app, cast, fact)
    (found,) = versions_found_by(ben, fact)
    assert [(one["by"], one["calls"], one["worked_for_me"]) for one in found["lines"]] == [
        ("Ana", 1, True),
        ("the playbook", 1, True),
    ]
    assert models() == [SAID], "nothing is a model twice"


def test_a_model_is_withdrawn_from_whatever_version_it_is_in(app: Flask, cast: Cast, answer: Answer, line: int):
    kofi, path = Program(app, cast.kofi), f"/answers/{answer.id}/model"
    a_new_version(app, cast, answer.challenge.fact_id)
    Program(app, cast.ben).put(f"/lines/{kofi.put(path).json['line_id']}/use", worked=True)
    assert kofi.delete(path).status_code == 204
    assert models() == []


def test_a_hidden_reply_is_in_no_version(app: Flask, cast: Cast, answer: Answer, line: int):
    a_new_version(app, cast, answer.challenge.fact_id)
    a_new_version(app, cast, answer.challenge.fact_id, why="Because.")
    with work():
        moderate(cast.kofi, answer.id, "hidden", "It names a customer.", now=answer.closes_at)
    assert models() == []


def test_a_model_that_says_too_little_by_now_stays_with_its_version(app: Flask, cast: Cast, answer: Answer, line: int):
    ben, fact = Program(app, cast.ben), answer.challenge.fact_id
    point = {"text": "by lunch", "synonyms": []}
    a_new_version(app, cast, fact, key_points=[point], model_reply="By lunch it is done.")
    assert [one["text"] for one in versions_found_by(ben, fact)[0]["lines"]] == ["By lunch it is done."]
    assert Program(app, cast.kofi).delete(f"/answers/{answer.id}/model").status_code == 204
    assert models() == ["By lunch it is done."]


def test_a_colleagues_model_is_shown_with_the_playbooks_own(app: Flask, cast: Cast, answer: Answer, line: int):
    own = db.session.scalars(select(ModelReply.text).where(ModelReply.fact_id == answer.challenge.fact_id)).first()
    page = Browser(app, cast.ben).get("/?step=result").text
    assert SAID in page
    assert own in page
    assert "by Ana" in page


def test_a_model_for_another_prospect_says_whom_it_answers(app: Flask, cast: Cast, answer: Answer, line: int):
    told = f"To “{answer.challenge.prompt.text}”:"
    assert told not in Browser(app, cast.ben).get("/?step=result").text
    challenge = answer.challenge
    others = select(Challenge.prompt_id).where(
        Challenge.fact_id == challenge.fact_id, Challenge.prompt_id != challenge.prompt_id
    )
    other = db.session.scalars(others).first() or 0
    with work():
        for model in db.session.scalars(select(ModelReply).where(ModelReply.fact_id == answer.challenge.fact_id)):
            model.prompt_id = other
    text = db.session.get_one(Prompt, other).text
    assert f"To “{text}”:".replace("'", "&#39;") in Browser(app, cast.ben).get("/?step=result").text


def test_a_model_bears_the_alias_that_its_author_plays_under(app: Flask, cast: Cast, answer: Answer, line: int):
    with work():
        rename(db.session.get_one(Person, cast.ana.id), "Falcon")
    (found,) = versions_found_by(Program(app, cast.ben), answer.challenge.fact_id)
    assert [one["by"] for one in found["lines"]] == ["Falcon", "the playbook"]


def test_a_reply_marked_before_a_new_version_is_a_model_in_it(app: Flask, cast: Cast, answer: Answer):
    kofi, fact = Program(app, cast.kofi), answer.challenge.fact_id
    kofi.put(f"/answers/{answer.id}/model")
    a_new_version(app, cast, fact)
    with work():
        close_due(now=answer.closes_at)
    assert SAID in [one["text"] for one in versions_found_by(Program(app, cast.ben), fact)[0]["lines"]]
    assert kofi.delete(f"/answers/{answer.id}/model").status_code == 204
    assert models() == []

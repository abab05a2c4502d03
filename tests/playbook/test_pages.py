"""The desk's pages: writing beside the phone, reviewing, what runs out; and who may open them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.cast import TUESDAY, Cast
from tests.doors import Browser, Program, everything, fields_of, statements
from tests.playbook.drafted import a_draft
from webapp.core.work import work
from webapp.extensions import db
from webapp.playbook.models import Fact, Prompt

PAGES = ("", "/review", "/watch", "/lines", "/facts/new", "/facts/1", "/lines/new", "/lines/1")


def a_form(**more: Any) -> dict[str, Any]:
    return {
        "topic": "Topic 0",
        "statement": "Support answers within four minutes.",
        "why": "Nobody waits on a Friday night.",
        "proof_kind": "figure",
        "proof_text": "3 min 48 s",
        "point-0": "four minutes",
        "synonyms-0": "4 minutes, 4 min",
        "point-2": "a person",
        "source": "Support desk",
        "valid_until": "2027-06-30",
        "question": "How soon?",
        "choice-0": "4 minutes",
        "choice-1": "1 hour",
        "line-0-text": "And when it breaks on a Friday night?",
        "line-0-persona": "Owner of six bars",
        "line-0-stage": "demo",
        "line-0-mood": "tired",
        "line-0-situation": "trust",
        "model_reply": "A person answers in four minutes.",
        "then": "draft",
    } | more


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.mara)


def newest() -> Fact:
    return db.session.scalars(db.select(Fact).order_by(Fact.id.desc())).first()  # type: ignore[return-value]


def test_reps_find_no_desk_and_writers_do(app: Flask, cast: Cast) -> None:
    for page in PAGES:
        for person in (cast.ana, cast.outsider):
            assert Browser(app, person).get(f"/desk/playbook{page}").status_code == 403
        for person in (cast.kofi, cast.mara, cast.ada):
            assert Browser(app, person).get(f"/desk/playbook{page}").status_code == 200, page
        assert Browser(app).get(f"/desk/playbook{page}").status_code in (302, 303)


def test_reps_change_nothing_here(app: Flask, cast: Cast) -> None:
    before = everything()
    for path in (
        "/facts/new",
        "/facts/1",
        "/facts/1/state",
        "/facts/1/owner",
        "/preview",
        "/lines/new",
        "/lines/1/state",
    ):
        assert Browser(app, cast.ana).post(f"/desk/playbook{path}", **a_form(state="retired")).status_code == 403
    assert everything() == before


def test_one_page_makes_a_fact_live_with_its_line_and_reply(app: Flask, cast: Cast, mara: Browser) -> None:
    assert mara.post("/desk/playbook/facts/new", **a_form(then="live")).status_code == 302
    fact = newest()
    assert (fact.state, fact.owner_id, fact.challenges[0].prompt.state) == ("live", cast.mara.id, "live")
    assert [(point.text, point.synonyms) for point in fact.key_points] == [
        ("four minutes", ["4 minutes", "4 min"]),
        ("a person", []),
    ]
    assert fact.model_replies[0].author_id == cast.mara.id


def test_what_is_not_ready_is_kept_as_a_draft_and_says_why(mara: Browser) -> None:
    page = mara.open("POST", "/desk/playbook/facts/new", data=a_form(then="live", source=""), follow_redirects=True)
    assert "Saved as a draft" in page.text
    assert "Name its source." in page.text
    assert newest().state == "draft"


def test_what_is_wrong_comes_back_as_it_was_typed_beside_its_sentence(mara: Browser) -> None:
    before = everything()
    page = mara.post("/desk/playbook/facts/new", **a_form(**{"statement": "", "choice-1": "4 minutes"}))
    assert page.status_code == 422
    assert "Two choices are the same." in page.text
    assert "And when it breaks on a Friday night?" in page.text
    assert everything() == before


def test_a_live_fact_is_opened_filled_in_and_saved_as_its_next_version(mara: Browser) -> None:
    fact = db.session.get_one(Fact, 1)
    page = mara.get("/desk/playbook/facts/1")
    assert "Save as version 2" in page.text
    form = a_form(**{"version": 1, "line-0-text": "", "line-0-id": fact.challenges[0].prompt_id, "line-0-kept": 1})
    assert mara.post("/desk/playbook/facts/1", **form).status_code == 302
    draft = newest()
    assert (draft.origin_id, draft.version, draft.state) == (1, 2, "draft")
    assert [c.prompt_id for c in draft.challenges] == [fact.challenges[0].prompt_id]
    assert "Version 2 is being written." in mara.get("/desk/playbook/facts/1?version=1").text


def test_a_second_next_version_is_refused(mara: Browser) -> None:
    mara.post("/desk/playbook/facts/1", **a_form(version=1))
    before = everything()
    assert mara.post("/desk/playbook/facts/1", **a_form(version=1)).status_code == 409
    assert everything() == before


def test_what_was_typed_beside_a_second_next_version_is_kept_and_can_take_its_place(
    app: Flask, cast: Cast, mara: Browser
) -> None:
    seen = fields_of(mara.get("/desk/playbook/facts/1"))
    Browser(app, cast.ada).post("/desk/playbook/facts/1", **seen | a_form(why="Ada's reason."))
    before = everything()
    page = mara.post("/desk/playbook/facts/1", **seen | a_form(why="Typed for ten minutes."))
    assert page.status_code == 409
    assert "Typed for ten minutes." in page.text
    assert "Somebody else wrote on this" in page.text
    assert everything() == before
    assert mara.post("/desk/playbook/facts/1", **fields_of(page) | a_form(why="Typed for ten minutes.")).location
    assert (newest().version, newest().why) == (2, "Typed for ten minutes.")


def test_a_draft_is_not_written_over_unseen(app: Flask, cast: Cast, mara: Browser) -> None:
    mara.post("/desk/playbook/facts/new", **a_form())
    path = f"/desk/playbook/facts/{newest().id}"
    seen = fields_of(mara.get(path))
    Browser(app, cast.ada).post(path, **seen | a_form(statement="Ada's careful edit."))
    page = mara.post(path, **seen | a_form(source="Mara's source"))
    assert page.status_code == 409
    assert "Mara&#39;s source" in page.text
    assert newest().statement == "Ada's careful edit."
    assert mara.post(path, **fields_of(mara.get(path)) | a_form(source="Mara's source")).status_code == 302


def test_a_new_live_version_is_not_taken_back_by_a_form_from_before_it(app: Flask, cast: Cast, mara: Browser) -> None:
    seen = fields_of(mara.get("/desk/playbook/facts/1"))
    Browser(app, cast.ada).post("/desk/playbook/facts/1", **seen | a_form(then="live"))
    assert mara.post("/desk/playbook/facts/1", **seen | a_form(why="Older.")).status_code == 409
    assert newest().state == "live"


def test_what_a_coach_typed_on_anothers_draft_is_kept(app: Flask, cast: Cast, mara: Browser) -> None:
    kofi = Browser(app, cast.kofi)
    seen = fields_of(kofi.get("/desk/playbook/facts/1"))
    mara.post("/desk/playbook/facts/1", **seen | a_form())
    page = kofi.post("/desk/playbook/facts/1", **seen | a_form(why="Kofi's reason."))
    assert "Kofi&#39;s reason." in page.text
    again = kofi.post("/desk/playbook/facts/1", **fields_of(page) | a_form(why="Kofi's reason."))
    assert again.status_code == 403
    assert "Kofi&#39;s reason." in again.text


def test_a_line_is_not_written_over_unseen(app: Flask, cast: Cast, mara: Browser) -> None:
    path = "/desk/playbook/lines/1"
    words = {"persona": "Buyer", "mood": "cold", "stage": "demo", "situation": "trust", "then": "draft"}
    seen = fields_of(mara.get(path))
    Browser(app, cast.ada).post(path, **seen | words, text="Ada's words.")
    page = mara.post(path, **seen | words, text="Mara's words.")
    assert page.status_code == 409
    assert "Mara&#39;s words." in page.text
    assert "Ada&#39;s words." in mara.get(path).text
    assert mara.post(path, **fields_of(page) | words, text="Mara's words.").status_code == 302
    assert "Mara&#39;s words." in mara.get(path).text


def test_a_fact_or_line_that_is_not_there_is_not_found(mara: Browser) -> None:
    for path in ("facts/999999", "lines/999999"):
        assert mara.post(f"/desk/playbook/{path}", **a_form(text="Hm.")).status_code == 404


def test_a_coach_proposes_and_the_manager_finds_it_in_the_queue(app: Flask, cast: Cast, mara: Browser) -> None:
    kofi = Browser(app, cast.kofi)
    kofi.post("/desk/playbook/facts/new", **a_form(then="review"))
    fact = newest()
    assert fact.state == "review"
    assert fact.statement in mara.get("/desk/playbook/review").text
    assert "Make it live" not in kofi.get("/desk/playbook/review").text
    mara.post(f"/desk/playbook/facts/{fact.id}/state", state="draft", note="Since when?", version=1)
    assert "Since when?" in kofi.get(f"/desk/playbook/facts/{fact.id}").text
    mara.post(f"/desk/playbook/facts/{fact.id}/state", state="live", version=1)
    assert newest().state == "live"


def test_a_coach_makes_nothing_live_from_the_page(app: Flask, cast: Cast) -> None:
    kofi = Browser(app, cast.kofi)
    kofi.post("/desk/playbook/facts/new", **a_form(then="live"))
    assert newest().state == "draft"
    assert kofi.post("/desk/playbook/facts/1/state", state="retired", version=1).status_code == 403


def test_the_phone_shows_what_is_typed_and_saves_nothing(mara: Browser) -> None:
    before = everything()
    phone = mara.tap("/desk/playbook/preview", **a_form())
    assert phone.status_code == 200
    for words in ("Friday night", "four minutes", "is in it", "How soon?"):
        assert words in phone.text
    assert "<html" not in phone.text
    assert everything() == before


def test_an_empty_form_has_an_empty_phone(mara: Browser) -> None:
    assert mara.tap("/desk/playbook/preview", topic="").status_code == 200


def test_what_reads_nearly_the_same_is_shown_while_writing(mara: Browser) -> None:
    phone = mara.tap("/desk/playbook/preview", **a_form(statement="It takes ten working days (fact-0-1)."))
    assert "Nearly the same is there already" in phone.text
    assert "/desk/playbook/facts/" in phone.text
    assert "Nearly the same" not in mara.tap("/desk/playbook/preview", **a_form()).text


def test_a_fact_is_not_its_own_twin(mara: Browser) -> None:
    with work():
        for fact in db.session.scalars(db.select(Fact).where(Fact.id != 1)):
            fact.state = "retired"
    statement = db.session.get_one(Fact, 1).statement
    assert (
        "Nearly the same" not in mara.tap("/desk/playbook/preview", **a_form(statement=statement, key="fact-0-0")).text
    )


def test_what_runs_out_is_on_its_owners_list_and_nobodys_on_every_managers(
    app: Flask, cast: Cast, mara: Browser
) -> None:
    with work():
        past, soon, far, nobodys = db.session.scalars(db.select(Fact).order_by(Fact.id).limit(4))
        past.statement, past.valid_until, past.owner = "Long past.", TUESDAY - timedelta(days=1), cast.mara
        soon.statement, soon.valid_until, soon.owner = "Soon past.", TUESDAY + timedelta(days=9), cast.kofi
        far.statement, far.valid_until, far.owner = "Far off.", TUESDAY + timedelta(days=99), cast.mara
        nobodys.statement, nobodys.valid_until = "Nobody's.", TUESDAY
    seen = {
        who.name: {text for text in ("Long past.", "Soon past.", "Far off.", "Nobody") if f">{text}" in page.text}
        for who in (cast.mara, cast.kofi, cast.ada)
        for page in [Browser(app, who).get("/desk/playbook/watch")]
    }
    assert seen["Kofi"] == {"Soon past."}
    assert seen["Mara"] == {"Long past.", "Nobody"}
    assert seen["Ada"] == {"Long past.", "Soon past.", "Nobody"}


def test_an_owner_is_handed_on_by_a_manager_only(app: Flask, cast: Cast, mara: Browser) -> None:
    mara.post("/desk/playbook/facts/1/owner", owner=cast.kofi.id)
    assert db.session.get_one(Fact, 1).owner_id == cast.kofi.id
    assert Browser(app, cast.kofi).post("/desk/playbook/facts/1/owner", owner="").status_code == 403
    mara.post("/desk/playbook/facts/1/owner", owner=cast.ana.id)
    assert db.session.get_one(Fact, 1).owner_id is None, "a rep owns no fact"


def test_the_list_is_narrowed_by_topic_state_and_owner(app: Flask, cast: Cast, mara: Browser) -> None:
    mara.post("/desk/playbook/facts/new", **a_form())
    fact = newest()
    assert fact.statement in mara.get("/desk/playbook?state=draft&mine=1").text
    assert fact.statement not in mara.get(f"/desk/playbook?topic={fact.topic_id + 1}").text
    assert fact.statement not in mara.get("/desk/playbook?state=live").text
    assert mara.get("/desk/playbook?topic=99999999999999999999&state=nonsense").status_code == 200


def test_a_line_is_written_and_made_live(mara: Browser) -> None:
    words = {"text": "Prove it.", "persona": "Buyer", "mood": "cold", "stage": "demo", "situation": "trust"}
    assert mara.post("/desk/playbook/lines/new", topic="Topic 0", then="live", **words).status_code == 302
    line = db.session.scalars(db.select(Prompt).order_by(Prompt.id.desc())).first()
    assert line is not None
    assert (line.state, line.text) == ("live", "Prove it.")
    changed = words | {"text": "Prove it to me."}
    assert mara.post(f"/desk/playbook/lines/{line.id}", version=1, then="draft", **changed).status_code == 302
    assert mara.post("/desk/playbook/lines/new", topic="", **words).status_code == 422


def test_the_list_asks_no_more_for_more_facts(app: Flask, cast: Cast, mara: Browser) -> None:
    program = Program(app, cast.mara)
    program.post("/facts", **a_draft())
    with statements() as few:
        mara.get("/desk/playbook")
    for n in range(5):
        program.post("/facts", **a_draft(statement=f"Fact number {n}."))
    with statements() as more:
        mara.get("/desk/playbook")
    assert len(more) == len(few)

"""Facts are drafted, reviewed, live and retired; a change of a live one is a new version."""

from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Program, everything, refused
from tests.playbook.drafted import a_draft, a_line

Record = dict[str, Any]


def drafted(who: Program, **more: Any) -> Record:
    response = who.post("/facts", **a_draft(**more))
    assert response.status_code == 201, response.text
    record: Record = response.json
    return record


def moved(who: Program, fact: Record, state: str, **more: Any) -> Record:
    response = who.put(f"/facts/{fact['id']}/state", state=state, **more)
    assert response.status_code == 200, response.text
    record: Record = response.json
    return record


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.mara)


@pytest.fixture
def kofi(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.kofi)


@pytest.fixture
def ana(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.ana)


def test_a_draft_is_whole_and_says_who_wrote_it(mara: Program) -> None:
    fact = drafted(mara)
    assert (fact["state"], fact["version"], fact["owner"]["name"]) == ("draft", 1, "Mara")
    assert fact["missing"] == []
    assert [step["by"] for step in fact["steps"]] == ["Mara"]
    assert fact["recall"]["choices"][0] == "4 minutes"
    assert [prompt["state"] for prompt in fact["prompts"]] == ["draft"]


def test_a_coach_drafts_and_proposes_and_a_manager_makes_it_live(kofi: Program, mara: Program, ana: Program) -> None:
    fact = drafted(kofi)
    moved(kofi, fact, "review")
    refused(kofi.put(f"/facts/{fact['id']}/state", state="live"), 403, "manager")
    refused(ana.get(f"/facts/{fact['id']}"), 404)
    live = moved(mara, fact, "live")
    assert [(step["state"], step["by"]) for step in live["steps"]] == [
        ("draft", "Kofi"),
        ("review", "Kofi"),
        ("live", "Mara"),
    ]
    assert {prompt["state"] for prompt in live["prompts"]} == {"live"}
    assert ana.get(f"/facts/{fact['id']}").json["statement"] == fact["statement"]


def test_it_is_sent_back_with_a_sentence(kofi: Program, mara: Program) -> None:
    fact = drafted(kofi)
    moved(kofi, fact, "review")
    back = moved(mara, fact, "draft", note="Which year is this from?")
    assert back["steps"][-1] | {"at": ""} == {
        "state": "draft",
        "at": "",
        "by": "Mara",
        "note": "Which year is this from?",
    }


def test_reps_write_nothing_and_see_neither_drafts_nor_what_is_asked(app: Flask, cast: Cast, mara: Program) -> None:
    fact = drafted(mara)
    before = everything()
    for person in (cast.ana, cast.outsider):
        rep = Program(app, person)
        refused(rep.post("/facts", **a_draft()), 403)
        refused(rep.post("/prompts", topic="Topic 0", **a_line()), 403)
        refused(rep.patch(f"/facts/{fact['id']}", statement="Mine."), 403)
        refused(rep.put(f"/facts/{fact['id']}/state", state="live"), 403)
        refused(rep.get(f"/facts/{fact['id']}"), 404)
        refused(rep.get(f"/prompts/{fact['prompts'][0]['id']}"), 404)
        assert fact["id"] not in [one["id"] for one in rep.get("/facts").json["facts"]]
        assert rep.get("/facts", state="draft").json == {"facts": []}
        told = rep.get("/facts").json["facts"][0]
        assert not {"recall", "model_reply", "key_points", "steps", "owner", "missing"} & told.keys()
    assert everything() == before


def test_nobody_who_is_not_signed_in_gets_anything(app: Flask, cast: Cast) -> None:
    for path in ("/facts", "/prompts", "/challenges", "/facts/1", "/prompts/1"):
        refused(Program(app).get(path), 401)


def test_what_is_not_ready_stays_a_draft_and_says_all_it_lacks(mara: Program) -> None:
    fact = mara.post("/facts", topic="Topic 0", statement="We are nice.").json
    before = everything()
    problem = refused(mara.put(f"/facts/{fact['id']}/state", state="live"), 422, "model reply", "key point", "source")
    assert len(problem["missing"]) == len(fact["missing"]) == 8
    assert everything() == before


def test_a_model_reply_that_leaves_out_a_key_point_is_not_ready(mara: Program) -> None:
    fact = drafted(mara, model_reply="Trust me.")
    refused(mara.put(f"/facts/{fact['id']}/state", state="live"), 422, "four minutes")


def test_a_change_of_a_live_fact_is_a_new_version_and_the_old_one_lives_until_it_is(
    mara: Program, ana: Program
) -> None:
    fact = moved(mara, drafted(mara), "live")
    changed = mara.patch(f"/facts/{fact['id']}", statement="Support answers within two minutes.").json
    assert (changed["id"], changed["version"], changed["state"]) == (fact["id"], 2, "draft")
    assert "four" in ana.get(f"/facts/{fact['id']}").json["statement"]
    assert mara.get(f"/facts/{fact['id']}").json["draft"] == {"version": 2, "state": "draft"}
    moved(mara, fact, "live")
    assert ana.get(f"/facts/{fact['id']}").json["version"] == 2
    refused(ana.get(f"/facts/{fact['id']}", version=1), 404)
    first = mara.get(f"/facts/{fact['id']}", version=1).json
    assert (first["state"], first["steps"][-1]["note"]) == ("retired", "Replaced by version 2")
    mara.patch("/me", language="de")
    first = mara.get(f"/facts/{fact['id']}", version=1).json
    assert first["steps"][-1]["note"] == "Ersetzt durch Version 2", "what is kept is in no language"


def test_a_drafted_version_is_changed_in_place(mara: Program) -> None:
    fact = moved(mara, drafted(mara), "live")
    mara.patch(f"/facts/{fact['id']}", why="Because.")
    again = mara.patch(f"/facts/{fact['id']}", source="The desk").json
    assert (again["version"], again["why"], again["source"]) == (2, "Because.", "The desk")


def test_a_reviewed_one_that_is_written_on_is_a_draft_again(mara: Program) -> None:
    fact = moved(mara, drafted(mara), "review")
    assert mara.patch(f"/facts/{fact['id']}", why="Because.").json["state"] == "draft"


def test_a_coach_changes_no_draft_of_somebody_else(mara: Program, kofi: Program) -> None:
    fact = drafted(mara)
    refused(kofi.patch(f"/facts/{fact['id']}", why="Because."), 403, "somebody else")
    refused(kofi.put(f"/facts/{fact['id']}/state", state="review"), 403)
    live = moved(mara, fact, "live")
    assert kofi.patch(f"/facts/{live['id']}", why="Because.").json["owner"]["name"] == "Kofi"


def test_there_is_no_way_back_from_live_and_none_twice(mara: Program) -> None:
    fact = moved(mara, drafted(mara), "live")
    for state in ("draft", "review", "live"):
        refused(mara.put(f"/facts/{fact['id']}/state", state=state), 409, "live")
    moved(mara, fact, "retired")
    refused(mara.put(f"/facts/{fact['id']}/state", state="retired"), 409, "retired")


def test_a_retired_fact_is_nobodys_to_meet_until_a_new_version_is_live(mara: Program, ana: Program) -> None:
    fact = moved(mara, drafted(mara), "live")
    moved(mara, fact, "retired")
    refused(ana.get(f"/facts/{fact['id']}"), 404)
    assert fact["id"] not in [one["id"] for one in mara.get("/facts").json["facts"]]
    assert fact["id"] in [one["id"] for one in mara.get("/facts", state="retired").json["facts"]]
    mara.patch(f"/facts/{fact['id']}", why="It is true again.")
    assert moved(mara, fact, "live")["version"] == 2


def test_a_changed_line_lives_on_with_its_facts(mara: Program, ana: Program) -> None:
    fact = moved(mara, drafted(mara), "live")
    line = fact["prompts"][0]
    changed = mara.patch(f"/prompts/{line['id']}", text="And on a Sunday night?").json
    assert (changed["version"], changed["state"]) == (2, "draft")
    assert mara.put(f"/prompts/{line['id']}/state", state="live").status_code == 200
    (challenge,) = ana.get("/challenges", fact=fact["id"]).json["challenges"]
    assert (challenge["prompt"]["id"], challenge["prompt"]["text"]) == (line["id"], "And on a Sunday night?")


def test_a_fact_may_share_lines_that_are_there(mara: Program) -> None:
    line = drafted(mara)["prompts"][0]
    other = drafted(mara, statement="We pick up.", prompts=[{"id": line["id"]}, a_line(text="Do you pick up?")])
    assert [prompt["text"] for prompt in other["prompts"]] == [line["text"], "Do you pick up?"]
    fewer = mara.patch(f"/facts/{other['id']}", prompts=[{"id": line["id"]}]).json
    assert [prompt["id"] for prompt in fewer["prompts"]] == [line["id"]]


def test_an_unknown_topic_is_begun_and_a_known_one_is_found_however_it_is_typed(mara: Program) -> None:
    assert drafted(mara, topic="topic 0 ")["topic"] == "Topic 0"
    assert drafted(mara, topic="Weather")["topic"] == "Weather"
    assert drafted(mara, topic="Überblick")["topic"] == "Überblick"
    assert drafted(mara, topic="überblick")["topic"] == "Überblick"


@pytest.mark.parametrize(
    "wrong",
    [
        {"statement": ""},
        {"statement": "x" * 301},
        {"statement": "a\0b"},
        {"topic": " "},
        {"key_points": [{"text": ""}]},
        {"recall": {"question": "Q?", "choices": ["a", "a"]}},
        {"prompts": [{}]},
        {"prompts": [{"text": "Who says this?"}]},
        {"valid_until": "soon"},
        {"proof": {"kind": "rumour", "text": "I heard"}},
    ],
    ids=str,
)
def test_what_cannot_be_a_fact_is_refused_and_changes_nothing(mara: Program, wrong: dict[str, Any]) -> None:
    fact = drafted(mara)
    before = everything()
    refused(mara.post("/facts", **a_draft() | wrong), 422)
    refused(mara.patch(f"/facts/{fact['id']}", **wrong), 422)
    assert everything() == before


def test_a_line_that_is_not_there_is_refused(mara: Program) -> None:
    before = everything()
    refused(mara.post("/facts", **a_draft(prompts=[{"id": 2**31 - 1}])), 404, "line")
    assert everything() == before

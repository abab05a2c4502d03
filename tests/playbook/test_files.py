"""The playbook goes out as CSV, XLSX and YAML, and comes in again with a preview: all of it or nothing."""

import io
from typing import Any

import pytest
import yaml
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON, Cast
from tests.doors import Browser, Program, everything
from tests.playbook.sending import FACT, LINE, a_table
from tests.playbook.test_demonstration import TOPICS
from tests.playbook.written import topic_document
from webapp.core.work import work
from webapp.extensions import db
from webapp.playbook import cells, files, yaml_files
from webapp.playbook.actions import load_topic
from webapp.playbook.documents import PlaybookDocument
from webapp.playbook.importing import Plan
from webapp.playbook.models import Challenge, Fact, Upload


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.mara)


def brought(who: Browser, *data: bytes, **form: Any) -> Any:
    sent = form | {"file": [(io.BytesIO(one), f"{n}.csv") for n, one in enumerate(data)]}
    return who.open("POST", "/desk/playbook/files", data=sent, follow_redirects=True)


def imported(who: Browser) -> Any:
    upload = db.session.scalars(db.select(Upload)).first()
    digest = Plan(upload.rows, live=upload.live).digest if upload else ""
    return who.open("POST", "/desk/playbook/files/preview", data={"digest": digest}, follow_redirects=True)


def facts() -> dict[str, Fact]:
    return {fact.key: fact for fact in db.session.scalars(db.select(Fact).order_by(Fact.id))}


def test_facts_and_lines_come_in_together_as_drafts(mara: Browser) -> None:
    page = brought(mara, a_table(FACT), a_table(LINE))
    assert "Import it as drafts" in page.text
    assert "support-answers-within-four-minutes" not in facts()
    assert "2 added, 0 changed" in imported(mara).text
    fact = facts()["support-answers-within-four-minutes"]
    assert (fact.state, [p.synonyms for p in fact.key_points]) == ("draft", [["4 minutes"], []])
    assert [choice.text for choice in fact.choices] == ["4 minutes", "1 hour", "a day"]
    assert [challenge.prompt.key for challenge in fact.challenges] == ["friday"]


def test_what_is_ready_goes_live_at_once_where_that_is_wanted(mara: Browser) -> None:
    brought(mara, a_table(FACT), a_table(LINE), live=1)
    imported(mara)
    fact = facts()["support-answers-within-four-minutes"]
    assert (fact.state, fact.challenges[0].prompt.state) == ("live", "live")


def test_what_is_not_ready_says_that_it_stays_a_draft(mara: Browser) -> None:
    page = brought(mara, a_table(FACT | {"model_reply": "Trust us."}), a_table(LINE), live=1)
    assert "Stays a draft. The model reply leaves out: four minutes, a person." in page.text
    imported(mara)
    assert facts()["support-answers-within-four-minutes"].state == "draft"


def test_a_row_of_a_known_key_is_its_next_version(mara: Browser) -> None:
    page = brought(mara, a_table(FACT | {"key": "fact-0-0"}))
    assert "statement, why" in page.text
    imported(mara)
    new = facts()["fact-0-0"]
    assert (new.version, new.state, new.statement) == (2, "draft", FACT["statement"])
    assert db.session.get_one(Fact, new.origin_id).state == "live"
    assert len(new.challenges) == 2, "its lines stay its lines"


def test_refused_rows_stop_everything_and_say_why(mara: Browser) -> None:
    before = facts().keys()
    page = brought(
        mara,
        a_table(FACT, FACT | {"key": "Not A Key"}, FACT | {"key": "x", "valid_until": "soon", "statement": "Xyz."}),
        a_table(LINE | {"facts": "nowhere"}, LINE | {"key": "b", "text": "One?"}, LINE | {"key": "b", "text": "Two?"}),
    )
    for words in ("valid_until", "key:", "There are no facts called nowhere.", "is there twice", "Mend the refused"):
        assert words in page.text
    assert "nothing was imported" in imported(mara).text
    assert facts().keys() == before


def test_nearly_the_same_is_pointed_out(mara: Browser) -> None:
    assert (
        "Nearly the same" in brought(mara, a_table(FACT | {"statement": "It takes 12 working days (fact-0-1)."})).text
    )


def test_what_was_shown_is_what_is_imported(mara: Browser) -> None:
    brought(mara, a_table(FACT))
    before = everything()
    page = mara.open("POST", "/desk/playbook/files/preview", data={"digest": "other"}, follow_redirects=True)
    assert "changed meanwhile" in page.text
    assert everything() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_went_out_as_tables_comes_in_unchanged(mara: Browser, kind: str) -> None:
    out = [mara.get(f"/desk/playbook/export/{what}.{kind}").data for what in ("facts", "lines")]
    assert "Everything in it is there already." in brought(mara, *out).text


def test_what_went_out_as_yaml_comes_in_unchanged_and_loads_elsewhere(mara: Browser) -> None:
    out = mara.get("/desk/playbook/export/playbook.yaml").data
    assert "Everything in it is there already." in brought(mara, out).text
    assert [PlaybookDocument().validate(one) for one in yaml.safe_load_all(out)] == [{}, {}]


def test_a_topic_as_it_is_written_down_comes_in(mara: Browser) -> None:
    brought(mara, yaml.safe_dump(topic_document("weather")).encode(), live=1)
    imported(mara)
    assert facts()["weather-fact-1"].state == "live"
    assert db.session.scalar(db.select(db.func.count()).select_from(Challenge)) == 32 + 12


def test_the_demonstration_loads_and_goes_round(app: Flask, cast: Cast, mara: Browser) -> None:
    with work():
        for topic in TOPICS:
            load_topic(topic, now=NOON)
    out = [mara.get(f"/desk/playbook/export/{what}.xlsx").data for what in ("facts", "lines")]
    assert "Everything in it is there already." in brought(mara, *out).text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"topic: [",
        b"topic: &a [x]\nfacts: *a",
        b"topic: 3",
        b"topic: {name: T}\nfacts: [1]",
        b"name,age\nAna,3",
        b"\0\1\2",
        b"---\n- 1",
        b"--- " + b"[" * 300,
    ],
)
def test_what_is_no_playbook_is_refused_kindly(mara: Browser, data: bytes) -> None:
    before = everything()
    page = brought(mara, data)
    assert page.status_code == 200
    assert 'data-kind="sorry"' in page.text
    assert everything() == before


def test_values_of_the_wrong_kind_are_refused_rows(mara: Browser) -> None:
    rows = "topic: {name: T}\nfacts: [{statement: [1], key_points: 3, recall: x, proof: []}]\nprompts: [{text: {a: b}}]"
    assert "Mend the refused rows" in brought(mara, rows.encode()).text


def test_a_draft_that_lacks_a_mood_goes_out_and_comes_in(app: Flask, cast: Cast, mara: Browser) -> None:
    kofi = Program(app, cast.kofi)
    kofi.post("/facts", topic="Topic 0", statement="Half a fact.", prompts=[{"text": "And?", "persona": "Owner"}])
    out = mara.get("/desk/playbook/export/playbook.yaml").data
    assert b"''" not in out
    assert "Everything in it is there already." in brought(mara, out).text
    tables = [mara.get(f"/desk/playbook/export/{what}.csv").data for what in ("facts", "lines")]
    assert "Everything in it is there already." in brought(mara, *tables).text


def test_the_sample_on_the_page_comes_in_and_is_ready(mara: Browser) -> None:
    assert "topic: Onboarding" in mara.get("/desk/playbook/files").text
    brought(mara, yaml_files.SAMPLE.encode(), live=1)
    imported(mara)
    assert (facts()["nine-days"].state, facts()["nine-days"].topic.name) == ("live", "Onboarding")
    assert [point.text for point in facts()["nine-days"].key_points] == ["nine days", "one lead"]


def test_what_is_wrong_in_yaml_is_said_in_sentences(mara: Browser) -> None:
    rows = "- {statement: Nobody waits., why:, key_points: [[x]], proof: 9 days, valid_until: soon, reason: x}"
    page = brought(mara, f"topic: Staff app\nfacts:\n{rows}".encode())
    for words in (
        "Nobody waits.",
        "key_points 1: Write a list of texts, each behind a dash.",
        "proof: Write “kind” and “text” below it.",
        "valid_until: Write the day as in 2027-06-30.",
        "reason: Nobody reads this.",
        "Bring another file",
    ):
        assert words in page.text
    assert "_schema" not in page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("topic: Staff app\nfacts: {a: b}", "Write “facts” as a list"),
        ("topic: Staff app\nfacts: [Nobody waits.]", "“Nobody waits.” stands alone in facts. Write “statement:”"),
        ("topic: Staff app\n---\nfacts: []", "Part 2 of that file needs a topic."),
    ],
)
def test_what_is_no_yaml_of_ours_says_what_to_write(mara: Browser, data: str, words: str) -> None:
    assert words in brought(mara, data.encode()).text


def test_going_live_is_ticked_while_nothing_is(mara: Browser) -> None:
    assert 'name="live" value="1" checked' not in mara.get("/desk/playbook/files").text
    with work():
        db.session.execute(db.update(Fact).values(state="retired"))
    assert 'name="live" value="1" checked' in mara.get("/desk/playbook/files").text


def test_coaches_take_it_away_and_bring_nothing_and_reps_do_neither(app: Flask, cast: Cast) -> None:
    kofi, ana = Browser(app, cast.kofi), Browser(app, cast.ana)
    assert kofi.get("/desk/playbook/export/facts.csv").status_code == 200
    before = everything()
    assert brought(kofi, a_table(FACT)).status_code == 403
    for path in ("export/facts.csv", "export/playbook.yaml", "files", "files/preview"):
        assert ana.get(f"/desk/playbook/{path}").status_code == 403
    assert brought(ana, a_table(FACT)).status_code == 403
    assert everything() == before


def test_nobody_imports_what_somebody_else_brought(app: Flask, cast: Cast, mara: Browser) -> None:
    brought(mara, a_table(FACT))
    assert Browser(app, cast.ada).get("/desk/playbook/files/preview").status_code == 404


WORDS = st.text(alphabet="ab |=\\,;\n", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(WORDS, max_size=4))
def test_a_list_in_a_cell_comes_back(texts: list[str]) -> None:
    assert cells.split(cells.joined(texts)) == texts


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=3)), max_size=4))
def test_key_points_in_a_cell_come_back(points: list[tuple[str, list[str]]]) -> None:
    told = [{"text": text, "synonyms": others} for text, others in points]
    assert cells.points_split(cells.points_joined(told)) == told


def test_columns_are_documented_as_they_are_written() -> None:
    assert set(FACT) == set(files.FACT_COLUMNS)
    assert set(LINE) == set(files.PROMPT_COLUMNS)

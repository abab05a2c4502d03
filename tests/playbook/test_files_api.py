"""POST /playbook/imports: a preview that changes nothing, then all of it or nothing; and what goes out comes in."""

import io
import zipfile
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.cast import NOON, Cast
from tests.doors import Program, everything, refused
from tests.playbook.sending import FACT, LINE, a_form, a_table, bring
from tests.playbook.written import topic_document
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import move
from webapp.playbook import drafts, importing, sent, yaml_files
from webapp.playbook.models import Fact, Upload

KEY = "support-answers-within-four-minutes"
NONE = {"added": 0, "changed": 0, "unchanged": 0, "refused": 0}


@pytest.fixture
def mara(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.mara)


def previewed(program: Program, *files: bytes, **fields: str) -> dict[str, Any]:
    response = bring(program, *files, **fields)
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json
    return found


def applied(program: Program, preview: dict[str, Any], digest: str | None = None) -> Any:
    address = f"/playbook/imports/{preview['id']}/application"
    return program.post(address, digest=digest or preview["digest"])


def untouched() -> dict[str, Any]:
    return {name: rows for name, rows in everything().items() if name != "playbook_uploads"}


def the_fact(key: str = KEY) -> Fact | None:
    return db.session.scalars(db.select(Fact).where(Fact.key == key).order_by(Fact.version.desc())).first()


def a_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()


def test_a_preview_says_row_by_row_what_would_happen_and_changes_nothing(mara: Program):
    before = untouched()
    known = FACT | {"key": "fact-0-0"}
    preview = previewed(mara, a_table(FACT, known, FACT | {"key": "x", "valid_until": "soon"}), a_table(LINE))
    assert untouched() == before
    assert (preview["state"], preview["live"], preview["total"]) == ("previewed", False, 4)
    assert preview["counts"] == NONE | {"added": 2, "changed": 1, "refused": 1}
    assert [(row["where"], row["of"], row["kind"], row["key"]) for row in preview["rows"]] == [
        ("Row 2", "fact", "added", KEY),
        ("Row 3", "fact", "changed", "fact-0-0"),
        ("Row 4", "fact", "refused", None),
        ("Row 2", "prompt", "added", "friday"),
    ]
    assert "statement" in preview["rows"][1]["reason"]
    assert "valid_until" in preview["rows"][2]["reason"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_facts_and_lines_come_in_as_tables(mara: Program, kind: str):
    preview = previewed(mara, a_table(FACT, kind=kind), a_table(LINE, kind=kind))
    done = applied(mara, preview)
    assert (done.status_code, done.json["state"], done.json["counts"]["added"]) == (200, "done", 2)
    fact = the_fact()
    assert (fact.state, fact.valid_until.isoformat()) == ("draft", "2027-06-30")
    assert [challenge.prompt.key for challenge in fact.challenges] == ["friday"]


def test_a_topic_comes_in_as_yaml_and_is_live_where_that_is_wanted(mara: Program):
    preview = previewed(mara, yaml.safe_dump(topic_document("weather")).encode(), live="true")
    assert preview["live"]
    assert applied(mara, preview).json["state"] == "done"
    assert the_fact("weather-fact-1").state == "live"


def test_what_stays_a_draft_says_why(mara: Program):
    preview = previewed(mara, a_table(FACT | {"model_reply": "Trust us."}), a_table(LINE), live="true")
    assert preview["rows"][0]["reason"].startswith("Stays a draft.")
    applied(mara, preview)
    assert the_fact().state == "draft"


@pytest.mark.parametrize("live", ["perhaps", "", "\u0000"])
def test_only_yes_and_no_are_answers_to_whether_it_goes_live(mara: Program, live: str):
    refused(bring(mara, a_table(FACT), live=live), 422, "true or false")


def test_a_part_without_a_name_is_passed_over(mara: Program):
    form = a_form(a_table(FACT))
    nameless = b"--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n"
    sent = mara.open("POST", "/api/v1/playbook/imports", **form | {"data": nameless + form["data"]})
    assert sent.status_code == 201


def test_yaml_values_are_the_words_that_stand_there(mara: Program):
    words = (
        "topic: {name: yes}\nfacts:\n- statement: 2026-01-01\n  why: .nan\n  recall: {question: x, choices: [1, 0x1F]}"
    )
    preview = previewed(mara, words.encode())
    applied(mara, preview)
    fact = the_fact("2026-01-01")
    assert (fact.topic.name, fact.why, [one.text for one in fact.choices]) == ("yes", ".nan", ["1", "0x1F"])


def test_rows_are_told_by_kind_and_by_page(mara: Program):
    rows = [FACT | {"key": f"k-{n}", "statement": f"It takes {n} days."} for n in range(101)]
    here = f"/playbook/imports/{previewed(mara, a_table(*rows))['id']}"
    assert [len(mara.get(here, page=n).json["rows"]) for n in (1, 2, 3)] == [100, 1, 0]
    assert mara.get(here, kind="refused").json["rows"] == []
    assert mara.get(here, kind="added").json["total"] == 101


def test_a_refused_row_keeps_all_of_it_out(mara: Program):
    before = untouched()
    preview = previewed(mara, a_table(FACT, FACT | {"key": "Not A Key"}))
    refused(applied(mara, preview), 422, "nothing was imported")
    assert untouched() == before


def test_a_key_too_long_for_its_column_is_a_refused_row(mara: Program):
    preview = previewed(mara, a_table(FACT | {"key": "k" * 61}), a_table(LINE | {"key": "k" * 61, "facts": ""}))
    assert preview["counts"]["refused"] == 2


def test_nothing_to_import_is_said(mara: Program):
    preview = previewed(mara, mara.get("/playbook/export").data)
    assert preview["counts"]["unchanged"] == preview["total"]
    refused(applied(mara, preview), 422, "nothing in this file")


def test_what_changed_since_the_preview_is_not_written_over(app: Flask, cast: Cast, mara: Program):
    preview = previewed(mara, a_table(FACT | {"key": "fact-0-0"}))
    with work():
        fact = the_fact("fact-0-0")
        other = sent.as_it_is(fact) | {"statement": "Ada knew better.", "prompts": []}
        drafts.change_fact(cast.ada, fact, other, now=NOON)
    before = everything()
    refused(applied(mara, preview), 409, "changed meanwhile")
    assert everything() == before
    again = mara.get(f"/playbook/imports/{preview['id']}").json
    assert again["digest"] != preview["digest"]
    assert applied(mara, preview, again["digest"]).status_code == 200
    assert the_fact("fact-0-0").statement == FACT["statement"]


def test_who_brings_the_same_at_the_same_moment_looks_once_more(mara: Program, monkeypatch: pytest.MonkeyPatch):
    preview = previewed(mara, a_table(FACT))
    before = everything()

    def too_late(*_args: Any, **_more: Any) -> None:
        raise IntegrityError("the key is taken", None, Exception())

    monkeypatch.setattr(importing, "apply", too_late)
    refused(applied(mara, preview), 409, "nothing was imported")
    assert everything() == before


def test_a_later_file_is_not_taken_for_the_one_that_was_shown(mara: Program):
    first = previewed(mara, a_table(FACT | {"key": "fact-0-0"}))
    second = previewed(mara, a_table(FACT | {"key": "fact-0-0", "why": "Something else."}))
    assert first["digest"] != second["digest"]
    assert applied(mara, first).status_code in (404, 409)
    assert the_fact("fact-0-0").version == 1


def test_going_live_is_part_of_what_was_shown(mara: Program):
    told = [previewed(mara, a_table(FACT), live=live)["digest"] for live in ("false", "true")]
    assert told[0] != told[1]


def test_an_import_is_applied_once_and_needs_its_digest(mara: Program):
    preview = previewed(mara, a_table(FACT))
    refused(mara.post(f"/playbook/imports/{preview['id']}/application"), 422, "digest")
    assert applied(mara, preview).status_code == 200
    before = everything()
    refused(applied(mara, preview), 404, "no file waiting")
    refused(mara.get(f"/playbook/imports/{preview['id']}"), 404)
    assert everything() == before


def test_a_strangers_import_is_nobodys(app: Flask, cast: Cast, mara: Program):
    preview, ada = previewed(mara, a_table(FACT)), Program(app, cast.ada)
    for _without_and_with_one_of_her_own in range(2):
        refused(ada.get(f"/playbook/imports/{preview['id']}"), 404)
        refused(applied(ada, preview), 404)
        previewed(ada, a_table(LINE | {"facts": ""}))
    assert the_fact() is None
    assert applied(mara, preview).status_code == 200


@pytest.mark.parametrize("who", ["ana", "kofi"])
def test_reps_and_coaches_bring_nothing(app: Flask, cast: Cast, mara: Program, who: str):
    preview, program, before = previewed(mara, a_table(FACT)), Program(app, getattr(cast, who)), everything()
    refused(bring(program, a_table(FACT)), 403)
    refused(program.get(f"/playbook/imports/{preview['id']}"), 403)
    refused(applied(program, preview), 403)
    assert everything() == before


def test_who_was_made_a_rep_sees_their_own_no_more(app: Flask, cast: Cast, mara: Program):
    preview = previewed(mara, a_table(FACT))
    with work():
        move(cast.mara, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=NOON)
    refused(mara.get(f"/playbook/imports/{preview['id']}"), 403)
    refused(applied(mara, preview), 403)


def test_nobody_without_a_sign_in_does_anything(app: Flask, cast: Cast):
    nobody = Program(app)
    refused(bring(nobody, a_table(FACT)), 401)
    for path in ("/playbook/imports/1", "/playbook/export"):
        refused(nobody.get(path), 401)


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 422, "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 422, "cannot read"),
        (b"PK\x03\x04", 422, "damaged"),
        (b"\xd0\xcf\x11\xe0", 422, "old Excel"),
        (a_bomb(), 422, "unpacks to far more"),
        (b"name,age\nAna,3", 422, "neither a column"),
        (b'{"facts": []}', 422, "neither a column"),
        ("topic: {name: Prüfung}".encode("latin-1"), 422, "UTF-8"),
        (b"topic: {name: T}\nfacts: [}", 422, "line 2"),
        (b"topic: &a {name: T}\nfacts: [*a]", 422, "refers to itself"),
        (b"topic: " + b"[" * 20_000, 422, "nested"),
        (b'topic: {name: "\\ud800"}', 422, "nobody can read"),
        (b'topic: {name: "\\0"}', 422, "nobody can read"),
        (b"topic: {name: T}\nfacts: []", 422, "nothing in that file"),
        (b"topic: {name: T}\n#" + b"x" * yaml_files.MOST_BYTES, 422, "2 MB"),
        (a_table(*[FACT] * 2001), 422, "2000 rows"),
        (b"x" * 11 * 1024 * 1024, 413, "10 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_playbook_is_refused_with_a_sentence(mara: Program, data: bytes, status: int, words: str):
    before = everything()
    refused(bring(mara, data), status, words)
    assert everything() == before


def test_letters_of_old_tables_are_read(mara: Program):
    preview = previewed(mara, "statement,topic\nFür alle,Prüfung\n".encode("windows-1252"))
    assert preview["rows"][0]["text"] == "Für alle"


def test_a_file_has_to_be_sent_and_only_where_one_is_taken(mara: Program):
    refused(bring(mara), 422, "Choose a file")
    refused(mara.post("/playbook/imports"), 422, "Choose a file")
    refused(mara.open("POST", "/api/v1/playbook/imports", data="a=b", content_type="text/plain"), 422, "JSON")


@pytest.mark.parametrize("who", ["mara", "kofi"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "yaml"])
def test_what_goes_out_comes_in_unchanged(app: Flask, cast: Cast, mara: Program, who: str, kind: str):
    program = Program(app, getattr(cast, who))
    out = [program.get("/playbook/export", format=kind, table=table) for table in ("facts", "lines")]
    name = "playbook.yaml" if kind == "yaml" else f"facts.{kind}"
    assert out[0].headers["Content-Disposition"] == f'attachment; filename="{name}"'
    files = {one.data for one in out}
    counts = previewed(mara, *files)["counts"]
    assert counts == NONE | {"unchanged": counts["unchanged"]}
    assert counts["unchanged"] >= 8


def test_reps_take_nothing_away(app: Flask, cast: Cast):
    program = Program(app, cast.ana)
    refused(program.get("/playbook/export"), 403)
    refused(program.get("/playbook/export", format="pdf"), 422)


def test_only_the_newest_file_of_each_is_kept(app: Flask, cast: Cast, mara: Program):
    for who in (mara, Program(app, cast.ada)):
        previewed(who, a_table(FACT))
        previewed(who, a_table(LINE | {"facts": ""}))
    assert db.session.scalar(db.select(db.func.count()).select_from(Upload)) == 2


def test_what_reads_nearly_the_same_is_told_and_is_no_part_of_the_digest(mara: Program):
    near = FACT | {"statement": "It takes 12 working days (fact-0-1)."}
    preview = previewed(mara, a_table(near))
    assert preview["rows"][0]["alike"][0].startswith("It takes")
    found = importing.plan_of(db.session.scalars(db.select(Upload)).one())
    assert (found.digest, found.items[0].twins) == (preview["digest"], [])
    assert applied(mara, preview).status_code == 200

"""The playbook's files as programs send them."""

from typing import Any

from werkzeug.test import TestResponse

from tests.doors import API, Program
from webapp.core import tables

FACT = {
    "key": "",
    "topic": "Topic 0",
    "statement": "Support answers within four minutes.",
    "why": "Nobody waits.",
    "proof_kind": "figure",
    "proof": "3 min 48 s",
    "key_points": "four minutes = 4 minutes | a person",
    "source": "The desk",
    "valid_until": "2027-06-30",
    "question": "How soon?",
    "right_answer": "4 minutes",
    "wrong_answers": "1 hour | a day",
    "model_reply": "A person answers in four minutes.",
}
LINE = {
    "key": "friday",
    "topic": "Topic 0",
    "text": "And on a Friday night?",
    "persona": "Owner",
    "stage": "demo",
    "mood": "tired",
    "situation": "trust",
    "facts": "support-answers-within-four-minutes",
}


def a_table(*rows: dict[str, str], kind: str = "csv") -> bytes:
    write = tables.write_csv if kind == "csv" else tables.write_xlsx
    return write(list(rows[0]), [list(row.values()) for row in rows])


def bring(program: Program, *files: bytes, **fields: str) -> TestResponse:
    return program.open("POST", f"{API}/playbook/imports", **a_form(*files, **fields))


def a_form(*files: bytes, **fields: str) -> dict[str, Any]:
    """As a browser sends it; werkzeug's own would leave a temporary file open."""
    parts = [(f'name="file"; filename="{n}.csv"', data) for n, data in enumerate(files)]
    parts += [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    told = (f"--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data for head, data in parts)
    return {
        "data": b"\r\n".join([*told, b"--edge--\r\n"]),
        "content_type": "multipart/form-data; boundary=edge",
    }

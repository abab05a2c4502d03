"""The page's form and what it says: a flat form in, a draft as programs send it out, and back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from webapp.playbook import sent
from webapp.playbook.models import Fact, Prompt

POINTS, CHOICES, LINES = 6, 6, 20
LINE = ("text", "persona", "stage", "mood", "situation")

Form = Mapping[str, str]


def read_fact(form: Form) -> dict[str, Any]:
    """As a program would have sent it; rows that were left blank are not there."""
    return {
        **{name: form.get(name, "").strip() for name in ("topic", "statement", "why", "source", "model_reply")},
        "valid_until": form.get("valid_until") or None,
        "proof": {"kind": form.get("proof_kind", "figure"), "text": form.get("proof_text", "")},
        "key_points": [
            {"text": text, "synonyms": _listed(form.get(f"synonyms-{n}", ""))}
            for n, text in _rows(form, "point", POINTS)
        ],
        "recall": {
            "question": form.get("question", ""),
            "choices": [text for _n, text in _rows(form, "choice", CHOICES)],
        },
        "prompts": list(_lines(form)),
    }


def read_prompt(form: Form) -> dict[str, Any]:
    return {name: form.get(name, "").strip() for name in LINE}


def fact_fields(fact: Fact) -> dict[str, Any]:
    """A fact as its form shows it."""
    found = sent.as_it_is(fact)
    until: date | None = found["valid_until"]
    return found | {"valid_until": until.isoformat() if until else None}


def shown_lines(data: Mapping[str, Any], fact: Fact | None, known: Mapping[int, Prompt]) -> list[dict[str, Any]]:
    """The lines with their words; those that live elsewhere are not to be written on here."""
    paired = {c.prompt.origin_id: c.prompt for c in fact.challenges} if fact else {}
    return [_shown(line, paired.get(line["id"]) or known.get(line["id"])) for line in data["prompts"]]


def flat(errors: Any, path: str = "") -> dict[str, str]:
    """The first sentence for each field, under the name of its place: `key_points.0.text`."""
    if isinstance(errors, Mapping):
        return {k: v for name, inner in errors.items() for k, v in flat(inner, f"{path}.{name}".lstrip(".")).items()}
    return {path: str(errors[0] if isinstance(errors, list) else errors)}


def _shown(line: dict[str, Any], prompt: Prompt | None) -> dict[str, Any]:
    words = line if line.get("text") or prompt is None else {name: getattr(prompt, name) for name in LINE}
    return {
        **{name: words.get(name, "") for name in LINE},
        "id": line["id"],
        "state": prompt.state if prompt else None,
        "writable": prompt is None or prompt.state in ("draft", "review"),
    }


def _lines(form: Form) -> Iterator[dict[str, Any]]:
    for n in range(LINES):
        one, words = (
            _number(form.get(f"line-{n}-id")),
            {name: form.get(f"line-{n}-{name}", "").strip() for name in LINE},
        )
        if words["text"]:
            yield {"id": one, **words}
        elif one and form.get(f"line-{n}-kept"):
            yield {"id": one}
    if one := _number(form.get("line-more")):
        yield {"id": one}


def _rows(form: Form, name: str, most: int) -> list[tuple[int, str]]:
    rows = [(n, form.get(f"{name}-{n}", "").strip()) for n in range(most)]
    return [(n, text) for n, text in rows if text]


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < int(text) < 2**31 else None

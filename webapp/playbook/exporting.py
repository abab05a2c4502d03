"""The playbook as files to take away: what is live, or drafted where nothing is."""

from collections import defaultdict

from webapp.core import tables
from webapp.people.models import Person
from webapp.playbook import files, library, readiness
from webapp.playbook.models import Fact, Prompt

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}
TABLES = ("facts", "lines")


def exported(person: Person, what: str, kind: str) -> bytes:
    """One of the tables; YAML has everything in it."""
    facts, prompts, named = _everything(person)
    if kind == "yaml":
        return files.as_yaml(facts, prompts, named)
    write = tables.write_csv if kind == "csv" else tables.write_xlsx
    if what == "facts":
        return write(files.FACT_COLUMNS, [files.fact_cells(fact) for fact in facts])
    return write(files.PROMPT_COLUMNS, [files.prompt_cells(prompt, named[prompt.id]) for prompt in prompts])


def _everything(person: Person) -> tuple[list[Fact], list[Prompt], dict[int, list[str]]]:
    facts = [entry.shown for entry in library.facts_of(person)]
    written = [prompt for prompt in library.prompts_of(person) if not readiness.line_lacks(prompt)]
    prompts = {prompt.key: prompt for prompt in sorted(written, key=lambda p: p.state == "live")}
    named: dict[int, list[str]] = defaultdict(list)
    for fact in facts:
        for challenge in fact.challenges:
            if (prompt := prompts.get(challenge.prompt.key)) and fact.key not in named[prompt.id]:
                named[prompt.id].append(fact.key)
    return facts, list(prompts.values()), named

"""Every answer that the playbook's files give, for the test of the document."""

from typing import Any

from tests.doors import Program
from tests.playbook.sending import FACT, LINE, a_table, bring

NOBODY = 2**31 - 1
IMPORTS, ONE, EXPORT = "/playbook/imports", "/playbook/imports/{import_id}", "/playbook/export"
APPLICATION = f"{ONE}/application"
BODIES: dict[str, dict[str, Any]] = {APPLICATION: {"digest": "0" * 64}}
NOBODYS = {"import_id": NOBODY}


def files_the_playbook(ada: Program, ana: Program, reader: Any) -> None:
    for kind in ("csv", "xlsx", "yaml"):
        reader.read("get", EXPORT, ada.get(EXPORT, format=kind), 200)
    reader.read("get", EXPORT, ada.get(EXPORT, format="pdf"), 422)
    reader.read("get", EXPORT, ana.get(EXPORT), 403)
    preview = reader.read("post", IMPORTS, bring(ada, a_table(FACT), a_table(LINE)), 201)
    here = f"{IMPORTS}/{preview['id']}"
    reader.read("get", ONE, ada.get(here), 200)
    reader.read("get", ONE, ada.get(here, kind="odd"), 422)
    reader.read("get", ONE, ana.get(here), 403)
    reader.read("post", APPLICATION, ada.post(f"{here}/application", **BODIES[APPLICATION]), 409)
    reader.read("post", APPLICATION, ada.post(f"{here}/application", digest=preview["digest"]), 200)

"""Every answer that the playbook's files give, for the test of the document."""

import io
from typing import Any

from tests.doors import API, Program
from tests.playbook.sending import FACT, LINE, a_form, a_table, bring
from webapp.core.uploads import MOST_SENT

NOBODY = 2**31 - 1
IMPORTS, ONE, EXPORT = "/playbook/imports", "/playbook/imports/{import_id}", "/playbook/export"
APPLICATION = f"{ONE}/application"
BODIES: dict[str, dict[str, Any]] = {APPLICATION: {"digest": "0" * 64}}
PATHS = {*BODIES, IMPORTS, ONE, EXPORT}
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
    _breaks_off(ada, reader)


def _breaks_off(ada: Program, reader: Any) -> None:
    form = a_form(b"statement\n")
    broken = {"input_stream": BrokenLine(form["data"]), "content_type": form["content_type"]}
    reader.read("post", IMPORTS, ada.open("POST", API + IMPORTS, **broken), 400)
    reader.read("post", IMPORTS, bring(ada, b"x" * MOST_SENT), 413)


class BrokenLine(io.BytesIO):
    """A sender who is gone halfway; the server's stream says so like this."""

    def readinto(self, _buffer: Any) -> int:
        raise OSError("unexpected end of file while reading request")

    read = readinto

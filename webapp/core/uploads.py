"""Files that people send. Only the doors that take one let so much in."""

from flask import Flask, Request, request
from flask_babel import gettext as _
from htmx_flask import HtmxAwareRequest
from werkzeug.datastructures import FileStorage

from webapp.core.characters import is_readable
from webapp.core.problems import Invalid
from webapp.core.tables import MOST_BYTES

AROUND = 64 * 1024
"""The form around a file."""
MOST_SENT = MOST_BYTES + AROUND
MOST_DRAINED = 512 * 1024 * 1024
CHUNK = 1024 * 1024

_endpoints: dict[str, int] = {}
"""The largest file that each takes."""


def register(app: Flask) -> None:
    app.request_class = UploadRequest


def takes_file(*endpoints: str, most: int = MOST_BYTES) -> None:
    """These endpoints accept a form with a file in it, of so many bytes."""
    _endpoints.update(dict.fromkeys(endpoints, most))


def is_expected() -> bool:
    """Whether the door that this request knocks at takes a file."""
    return request.endpoint in _endpoints


class UploadRequest(HtmxAwareRequest):
    @property
    def max_content_length(self) -> int | None:
        most = _endpoints.get(self.endpoint or "")
        return most + AROUND if most else super().max_content_length


def sent_file(asked: Request, field: str = "file") -> tuple[str, bytes]:
    """Its name and its bytes."""
    file: FileStorage | None = asked.files.get(field)
    if file is None or not file.filename:
        raise Invalid(_("Choose a file first."))
    return "".join(filter(is_readable, file.filename)), file.read()


def sent_files(asked: Request, field: str = "file") -> list[bytes]:
    """The bytes of each; a field that was left empty is none."""
    return [file.read() for file in asked.files.getlist(field) if file.filename]


def drain(asked: Request) -> None:
    """Hear out what is too large, so that the sender stops sending and reads our answer."""
    stream, left = asked.environ["wsgi.input"], MOST_DRAINED
    while left > 0 and (chunk := stream.read(CHUNK)):
        left -= len(chunk)


def too_large() -> str:
    most = _endpoints.get(request.endpoint or "", MOST_BYTES)
    return _("That file is larger than %(most)d MB. Nothing was changed; split it, then try again.", most=most >> 20)

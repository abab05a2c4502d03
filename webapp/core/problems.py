"""Refusals a person understands. Each is raised with one clear sentence and carries its HTTP status."""

from typing import Any

from flask_babel import lazy_gettext as _l


class Problem(Exception):
    status = 400
    title = _l("That did not work")

    def __init__(self, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.more = more
        """Further members of the problem document, such as the server's time."""


class NotSignedIn(Problem):
    status = 401
    title = _l("Please sign in")


class Forbidden(Problem):
    status = 403
    title = _l("Not allowed")


class NotFound(Problem):
    status = 404
    title = _l("Not found")


class Conflict(Problem):
    status = 409
    title = _l("That is taken")


class Invalid(Problem):
    status = 422
    title = _l("Please check what you sent")

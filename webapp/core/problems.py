"""Refusals a person understands. Each is raised with one clear sentence and carries its HTTP status."""

from typing import Any


class Problem(Exception):
    status = 400
    title = "That did not work"

    def __init__(self, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.more = more
        """Further members of the problem document, such as the server's time."""


class NotSignedIn(Problem):
    status = 401
    title = "Please sign in"


class Forbidden(Problem):
    status = 403
    title = "Not allowed"


class NotFound(Problem):
    status = 404
    title = "Not found"


class Conflict(Problem):
    status = 409
    title = "That is taken"


class Invalid(Problem):
    status = 422
    title = "Please check what you sent"

"""A room's door for programs: for those who are signed in, and true to its own description."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import request
from flask_login import login_required
from flask_smorest import Blueprint

from webapp.extensions import ProblemApi, csrf

SIGNATURE = "X-Repartee-Signature"


class RoomApi(Blueprint):
    """What a room's `api.py` begins with; its tag is the heading people read above its operations.

    Every operation needs a sign-in, takes no form token, and is described with the refusals that follow
    from what it is (see core.openapi). What else it refuses, it says with `refuses`.
    """

    def __init__(self, tag: str, description: str) -> None:
        super().__init__(tag, __name__, url_prefix="/api/v1", description=description)
        csrf.exempt(self)
        self.before_request(self._admit)

    def open_to_all(self, operation: Callable[..., Any]) -> Any:
        """This one needs no sign-in."""
        return self.doc(security=[])(operation)

    def also_signed(self, operation: Callable[..., Any]) -> Any:
        """This one may come from a program that is nobody, with a signature that the operation itself checks."""
        return self.doc(security=[{"token": []}, {"session": []}, {"signature": []}])(operation)

    def refuses(self, *statuses: int) -> Callable[..., Any]:
        """This one may also answer with these problems."""
        return self.doc(responses={status: HTTPStatus(status).name for status in statuses})

    def register_views_in_doc(self, api: ProblemApi, *args: Any, **more: Any) -> None:
        api.chapters.append(partial(super().register_views_in_doc, api, *args, **more))

    def _admit(self) -> Any:
        endpoint, method = str(request.endpoint).rpartition(".")[2], request.method.lower()
        described = self._docs[endpoint].get(method, {}).get("manual_doc", {})
        ways = described.get("security")
        is_signed = {"signature": []} in (ways or []) and SIGNATURE in request.headers
        return None if ways == [] or is_signed else _signed_in()


@login_required
def _signed_in() -> None:
    """Nothing more is asked."""

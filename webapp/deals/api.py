"""Deals as they end, from the sales system itself."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_login import current_user
from marshmallow import ValidationError

from webapp.core import clock
from webapp.core.problems import Invalid
from webapp.core.programs import SIGNATURE, RoomApi
from webapp.core.work import retried, work
from webapp.deals import hooks, receiving
from webapp.deals.schemas import MOST, DealSchema, ReceivedSchema, loaded
from webapp.deals.writing import Written
from webapp.people.managing import check_admin

blp = RoomApi("Deals", "Deals that were won and lost, told as they end; what was lost decides what is trained.")

BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"oneOf": [DealSchema, {"type": "array", "items": DealSchema, "minItems": 1, "maxItems": MOST}]}
        }
    },
}


@blp.route("/deals", methods=["POST"])
@blp.also_signed
@blp.doc(requestBody=BODY)
@blp.response(200, ReceivedSchema)
@retried
def receive() -> dict[str, Any]:
    """Tell of a deal that was won or lost, or of up to a hundred: all of them are taken, or none.

    A deal is known by its `source` and `external_id`: say in `source` whose id it is.

    Sent as an admin, or signed with a secret that an admin made: the header X-Repartee-Signature says
    t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" with the secret, in hex>.
    A signature is taken once; sent again it changes nothing, and all of its deals are the same.
    """
    now, signature = clock.now(), None
    if (header := request.headers.get(SIGNATURE)) is not None:
        signature = hooks.check(header, request.get_data(), now=now)
    else:
        check_admin(current_user)
    deals = _sent()
    with work():
        if signature is not None and not hooks.is_first(signature, now=now):
            return Written(0, 0, len(deals))._asdict()
        return receiving.receive(deals, now=now)._asdict()


def _sent() -> list[dict[str, Any]]:
    try:
        return loaded(request.get_json() if request.is_json else {})
    except ValidationError as error:
        raise Invalid(_("Something about these deals is not right; see the fields."), errors=_named(error)) from error


def _named(error: ValidationError) -> dict[str, Any]:
    return {str(name): what for name, what in error.normalized_messages().items()}

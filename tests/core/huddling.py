"""Every answer that a huddle's operations give, for the test of the document."""

from typing import Any

from tests.doors import Clock, Program
from webapp.huddle import choosing

NOBODY = 2**31 - 1
ONE = "/huddles/{huddle_id}"
VOTE = f"{ONE}/replies/{{reply_id}}/vote"
BODIES: dict[str, dict[str, Any]] = {
    "/huddles": {"challenge_id": NOBODY},
    "/huddles/join": {"code": "QQQQQQ"},
    f"{ONE}/reply": {"client_id": "x", "text": "Nine working days."},
    f"{ONE}/next": {"turn": 0},
    f"{ONE}/extension": {"turn": 0},
    f"{ONE}/end": {"turn": 0},
    VOTE: {"fact": 2, "persuasion": 1},
}
NOBODYS = {"huddle_id": NOBODY, "reply_id": NOBODY}


def leads_a_huddle(kofi: Program, ana: Program, ben: Program, clock: Clock, reader: Any) -> None:
    reader.read("post", "/huddles", ana.post("/huddles", **BODIES["/huddles"]), 403)
    reader.read("post", "/huddles", kofi.post("/huddles", **BODIES["/huddles"]), 404)
    reader.read("post", "/huddles", kofi.post("/huddles", challenge_id=ana.challenge_of_today()), 409)
    playable = choosing.playable(clock())[0].id
    huddle = reader.read("post", "/huddles", kofi.post("/huddles", challenge_id=playable), 201)
    here = f"/huddles/{huddle['id']}"
    reader.read("post", f"{ONE}/next", kofi.post(f"{here}/next", turn=0), 409)
    for player in (ana, ben):
        reader.read("post", "/huddles/join", player.post("/huddles/join", code=huddle["code"]), 200)
    _plays(kofi, ana, ben, here, reader)
    assert reader.read("get", ONE, ana.get(here), 200)["revealed"]
    reader.read("post", f"{ONE}/end", kofi.post(f"{here}/end", turn=4), 200)
    reader.read("post", f"{ONE}/next", kofi.post(f"{here}/next", turn=7), 409)


def guesses_codes(dev: Program, reader: Any) -> None:
    for _try in range(30):
        reader.read("post", "/huddles/join", dev.post("/huddles/join", code="QQQQQQ"), 404)
    reader.read("post", "/huddles/join", dev.post("/huddles/join", code="QQQQQQ"), 429)


def _plays(kofi: Program, ana: Program, ben: Program, here: str, reader: Any) -> None:
    reader.read("post", f"{ONE}/extension", kofi.post(f"{here}/extension", turn=0), 409)
    said = BODIES[f"{ONE}/reply"]
    reader.read("post", f"{ONE}/reply", ana.post(f"{here}/reply", **said), 409)
    reader.read("get", f"{ONE}/deal", ana.get(f"{here}/deal"), 409)
    reader.read("post", f"{ONE}/next", kofi.post(f"{here}/next", turn=0), 200)
    reader.read("post", f"{ONE}/extension", kofi.post(f"{here}/extension", turn=1), 200)
    reader.read("post", f"{ONE}/reply", ana.post(f"{here}/reply", **said), 201)
    reader.read("post", f"{ONE}/reply", ana.post(f"{here}/reply", **said), 200)
    reader.read("post", f"{ONE}/next", kofi.post(f"{here}/next", turn=1), 200)
    (dealt,) = reader.read("get", f"{ONE}/deal", ben.get(f"{here}/deal"), 200)["replies"]
    ballot = f"{here}/replies/{dealt['id']}/vote"
    reader.read("put", VOTE, ben.put(ballot, **BODIES[VOTE]), 200)
    # A place is shown: whoever taps now is too late.
    reader.read("post", f"{ONE}/next", kofi.post(f"{here}/next", turn=2), 200)
    reader.read("post", f"{ONE}/next", kofi.post(f"{here}/next", turn=3), 200)
    reader.read("put", VOTE, ben.put(ballot, **BODIES[VOTE]), 409)

"""Why a row is not taken, or is passed over. Pure; `words` turns the codes into sentences."""


class Refused(Exception):
    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.why = {"code": code, **values}


class Skipped(Exception):
    """Nothing is wrong with it: `stage` is what an open deal is at, empty for what is no deal at all."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class Again(Exception):
    """The same deal stood further up already, in the same words."""

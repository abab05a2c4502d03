"""The worker, as it is, but for one pause: what a cohort needs is looked at each second, not each minute."""

import worker  # isort: skip  (it patches the standard library first)

from datetime import timedelta

from webapp.core import rounds
from webapp.need import tasks

NAME = "need.choose_all_due"

assert rounds.round_named(NAME).task is tasks.choose_all_due  # type: ignore[union-attr]
rounds._rounds[NAME] = rounds._rounds[NAME]._replace(pause=timedelta(seconds=1))


if __name__ == "__main__":
    worker.main()

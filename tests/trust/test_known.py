"""Where replies are learned, figures mean what a coach would say, and Ready asks for more of them."""

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from webapp.core.work import work
from webapp.ready.queries import usual_bars
from webapp.ready.rules import UNLEARNED, USUAL
from webapp.trust.known import Known, cohorts_learned, known
from webapp.trust.replies import keep_verdicts
from webapp.trust.verdicts import Verdict


def test_what_was_learned_goes_before_the_score_and_nothing_without_a_vote() -> None:
    assert known(2, 2000, 4000, 2000, 0.9, 0.4, 0.1, 0.2) == Known(0.9, 0.4, 0.1, 0.2)
    assert known(1, 1000, 2000, 1000, None, None, None, None) == Known(5 / 8, 0.5)
    assert known(0, 0, 0, 0, None, None, None, None) is None


def test_only_the_cohort_whose_replies_are_learned_is_asked_for_more(cast: Cast) -> None:
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
        keep_verdicts([Verdict(answer.id, 0.8, 0.1, 0.7, 0.1)], now=NOON)
    both = [cast.autumn.id, cast.spring.id]
    assert cohorts_learned() == cohorts_learned(both) == {cast.autumn.id}
    assert cohorts_learned([cast.spring.id]) == set()
    assert usual_bars(both) == {cast.autumn.id: USUAL, cast.spring.id: UNLEARNED}

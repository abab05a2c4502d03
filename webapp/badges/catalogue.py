"""The badges there are; measures.py and listeners.py say what their counters count."""

from flask_babel import lazy_gettext as _

from webapp.badges.rules import Badge


def _tiers(bronze: int, silver: int, gold: int) -> dict[str, int]:
    return {"bronze": bronze, "silver": silver, "gold": gold}


BADGES = (
    Badge(
        "first-words",
        _("First words"),
        _("Your first reply is out. The hardest one is behind you."),
        "message-circle",
        "replies",
        {"one": 1},
    ),
    Badge(
        "regular",
        _("The usual, please"),
        _("You keep coming back to the counter: reply after reply."),
        "calendar-check",
        "replies",
        _tiers(10, 50, 200),
    ),
    Badge(
        "warming-up",
        _("Warming up"),
        _("Three working days in a row. Can you feel it?"),
        "sun",
        "longest_streak",
        {"one": 3},
    ),
    Badge(
        "on-fire",
        _("On fire"),
        _("Working day after working day, and the flame is still lit."),
        "flame",
        "longest_streak",
        _tiers(5, 20, 60),
    ),
    Badge(
        "second-wind",
        _("Second wind"),
        _("You lost a streak, shrugged, and practised it back to life."),
        "rocket",
        "earned_back",
        {"one": 1},
    ),
    Badge(
        "sparring-partner",
        _("Sparring partner"),
        _("Twenty rounds of practice that nobody made you do."),
        "swords",
        "practices",
        {"one": 20},
    ),
    Badge(
        "straight-facts",
        _("Straight facts"),
        _("When voting closed, your fact stood: 75\N{NO-BREAK SPACE}% or more."),
        "shield-check",
        "strong_facts",
        _tiers(3, 15, 60),
    ),
    Badge(
        "nothing-left-out",
        _("Nothing left out"),
        _("Ten replies that used every key point of their fact."),
        "target",
        "complete_replies",
        {"one": 10},
    ),
    Badge(
        "show-dont-tell",
        _("Show, don't tell"),
        _("Ten replies that put the proof on the table."),
        "image",
        "proofs",
        {"one": 10},
    ),
    Badge(
        "silver-tongue",
        _("Silver tongue"),
        _(
            "The prospect leaned in: persuasion at 75\N{NO-BREAK SPACE}% or more when voting closed. "
            "Yes, it comes in gold."
        ),
        "sparkles",
        "strong_persuasion",
        _tiers(3, 15, 60),
    ),
    Badge(
        "short-and-sweet",
        _("Short and sweet"),
        _("Every key point within 160 characters. Prospects thank you for it."),
        "zap",
        "short_replies",
        _tiers(1, 10, 40),
    ),
    Badge(
        "head-and-heart",
        _("Head and heart"),
        _("True and winning at once: both halves at 75\N{NO-BREAK SPACE}% or more when voting closed."),
        "handshake",
        "strong_both",
        _tiers(1, 10, 40),
    ),
    Badge(
        "the-best-badge",
        _("The best badge"),
        _("A reply worth 17 points or more: the one everybody else thinks of in the car, too late."),
        "trophy",
        "best_replies",
        {"one": 1},
    ),
    Badge(
        "full-room",
        _("Full room"),
        _("Five replies of yours drew five judges or more each."),
        "users",
        "crowds",
        {"one": 5},
    ),
    Badge(
        "generous-ear",
        _("Generous ear"),
        _("You read what colleagues wrote and told them how it lands."),
        "scale",
        "judgements",
        _tiers(10, 100, 500),
    ),
    Badge(
        "full-house",
        _("Full house"),
        _("Five colleagues judged in a single day, and on five days at that."),
        "house",
        "full_days",
        {"one": 5},
    ),
    Badge(
        "because",
        _("Because…"),
        _("Twenty of your votes came with a reason. That is the part people learn from."),
        "lightbulb",
        "reasons",
        {"one": 20},
    ),
    Badge(
        "sharp-eye",
        _("Sharp eye"),
        _("Ten times you saw a fact the way a coach did, without peeking."),
        "eye",
        "agreements",
        {"one": 10},
    ),
    Badge(
        "total-recall",
        _("Total recall"),
        _("Asked out of the blue, you simply knew."),
        "brain",
        "right_recalls",
        _tiers(20, 100, 400),
    ),
    Badge(
        "all-rounder",
        _("All-rounder"),
        _("Price, rivals, roll-out: you have something to say about topic after topic."),
        "star",
        "topics",
        _tiers(3, 5, 8),
    ),
    Badge(
        "rainmaker",
        _("Rainmaker"),
        _("Point by point, it adds up to a downpour."),
        "gem",
        "points",
        _tiers(100, 1000, 5000),
    ),
    Badge(
        "competition-won",
        _("Front row"),
        _("First when the clock ran out: your side won a competition."),
        "medal",
        "competitions_won",
        {"one": 1},
    ),
)

BY_KEY = {badge.key: badge for badge in BADGES}


def of_counter(counter: str) -> list[Badge]:
    return [badge for badge in BADGES if badge.counter == counter]

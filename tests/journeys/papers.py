"""What a sales manager brings along on a Monday: her company's export of 500 people, and 40 facts of her product."""

from typing import Any

import yaml

PEOPLE = 500
FACTS = 40
HEADER = "Personal-Nr.;Nachname;Vorname;E-Mail (dienstl.);Verkaufsgebiet;Onboarding-Welle;Funktion;Eintritt"
REFUSED = {
    "“jörg.weiß at hr” is no e-mail address.": "9001;Weiß;Jörg;jörg.weiß at hr;Köln;Herbst;Vertrieb;01.09.2025",
    "There is no e-mail address in this row.": "9002;Groß;Käthe;;Köln;Herbst;Vertrieb;01.09.2025",
    "“Kantinenchef” is no role here.": "9003;Koch;Otto;otto.koch@hr.test;Köln;Herbst;Kantinenchef;01.09.2025",
    "“31.02.2025” is no date.": "9004;Ötker;Ute;ute.oetker@hr.test;Köln;Herbst;Vertrieb;31.02.2025",
}
TEAMS = ("Köln", "München", "Nürnberg", "Düsseldorf", "Lübeck", "Göttingen", "Tübingen", "Würzburg", "Münster", "Fürth")
WAVES = ("Frühjahr", "Sommer", "Herbst", "Winter")
FIRST_NAMES = "Jörg Käthe Björn Änne Günter Özlem Søren Zoë François Übbo Lena Timo Mia Jonas Ella Paul Ida Max Eva Ben"
LAST_NAMES = (
    "Müller Schäfer Krüger Weiß Groß Köhler Böhm Lüders Jäger Vogt Löwe Kühn Schröder Hübner Brandt Fuchs Ärlich "
    "Özdemir Straßer Nuß Möller Günther Döring Haß Rößler"
)

TOPICS = ("Cooling", "Freight", "Service", "Money")
THINGS = ["compressor", "door", "sensor", "filter", "shelf", "pallet", "driver", "invoice", "contract", "report"]


def roster() -> bytes:
    """As an HR system in Germany exports it: semicolons, umlauts in Windows-1252, headers of its own."""
    rows = [HEADER, *(_person(n) for n in range(PEOPLE)), *REFUSED.values()]
    return "\r\n".join(rows).encode("cp1252")


def name_of(n: int) -> str:
    first, last = FIRST_NAMES.split(), LAST_NAMES.split()
    return f"{first[n % len(first)]} {last[n // len(first)]}"


def team_of(n: int) -> str:
    return TEAMS[n % len(TEAMS)]


def playbook() -> bytes:
    """Forty facts about refrigerated vans, each with a prospect's line."""
    documents = [_topic(name, range(n * 10, n * 10 + 10)) for n, name in enumerate(TOPICS)]
    return yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False).encode()


def answer_to(fact: str) -> str:
    """What a rep says who has read it."""
    return f"Fair question. {fact} Shall we look at one of your vans together?"


def _person(n: int) -> str:
    first, last = name_of(n).split()
    role = "Teamleitung" if n % 50 == 49 else "Vertrieb"
    return f"{1000 + n};{last};{first};p{n}@hr.test;{team_of(n)};{WAVES[n % len(WAVES)]};{role};01.09.2025"


def _topic(name: str, numbers: range) -> dict[str, Any]:
    return {
        "topic": {"key": name.lower(), "name": name},
        "facts": [_fact(name, n) for n in numbers],
        "prompts": [_prompt(name, n) for n in numbers],
    }


def _fact(topic: str, n: int) -> dict[str, Any]:
    thing, days = THINGS[n % 10], n + 3
    statement = f"{topic}: a faulty {thing} is replaced within {days} days, at no charge."
    return {
        "key": f"{topic.lower()}-{thing}",
        "statement": statement,
        "why": f"Whoever waits for a {thing} loses a day's round, and remembers who kept them waiting.",
        "proof": {"kind": "figure", "text": f"Last year {98 - n % 10} of 100 were there in {days} days"},
        "key_points": [{"text": f"{days} days", "synonyms": [f"within {days}"]}, {"text": "at no charge"}],
        "source": "Service handbook, page " + str(n + 1),
        "recall": {
            "question": f"{topic}: how soon is a faulty {thing} replaced?",
            "choices": [f"Within {days} days", f"Within {days * 3} days", "When there is a new model"],
        },
        "model_reply": f"I would ask that too. A faulty {thing} is replaced within {days} days, at no charge.",
    }


def _prompt(topic: str, n: int) -> dict[str, Any]:
    thing = THINGS[n % 10]
    return {
        "key": f"{topic.lower()}-{thing}-breaks",
        "text": f"{topic}, you say? Our last van stood for a month because of one {thing}. Why should yours be better?",
        "persona": "Fleet manager of a dairy",
        "stage": "discovery",
        "mood": "tired",
        "situation": "trust",
        "facts": [f"{topic.lower()}-{thing}"],
    }

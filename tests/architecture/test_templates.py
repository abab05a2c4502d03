"""Every sentence in a template is marked for translation."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

WEBAPP = Path(__file__).parents[2] / "webapp"
TEMPLATES = sorted(WEBAPP.glob("*/templates/**/*.html"))
SPOKEN = {"alt", "aria-label", "placeholder", "title", "content"}
NAMES = {"Repartee"}
"""What is called the same in every language."""
NOT_SPOKEN = {"width=device-width, initial-scale=1, viewport-fit=cover"}
CODE = re.compile(r"{% block main_id %}\w+{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
"""The block is an id, not a sentence."""


class Spoken(HTMLParser):
    """The texts and spoken attributes of a page whose expressions were taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        named = dict(attrs)
        spoken = {k: v for k, v in attrs if k in SPOKEN and v and not (k == "content" and self._is_technical(named))}
        self.texts += [value for value in spoken.values() if value]

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.inside):
            self.texts.append(data)

    def _is_technical(self, named: dict[str, str | None]) -> bool:
        return named.get("name") != "description"


def spoken_outside_translations(source: str) -> list[str]:
    parser = Spoken()
    parser.feed(CODE.sub("", source))
    said = [re.sub("|".join(NAMES), "", text).strip() for text in parser.texts]
    return [text for text in said if re.search(r"[^\W\d_]", text)]


def test_there_are_templates():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_sentence_stands_outside_its_translation(path: Path):
    assert spoken_outside_translations(path.read_text()) == []


def test_the_finder_finds():
    assert spoken_outside_translations("<p>Hello</p>{{ _('there') }}") == ["Hello"]
    assert spoken_outside_translations('<img alt="A cat">') == ["A cat"]
    assert spoken_outside_translations("<title>Repartee</title><script>let x</script>{# no #}") == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_trusts_what_people_wrote(path: Path):
    """`safe` is for markup that the template itself wrote, in quotes."""
    for before in re.findall(r"(\S+)\s*\|\s*safe", path.read_text()):
        assert before.endswith(("'", '"')), f"{path.name}: {before}|safe"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_writes_carries_its_secret(path: Path):
    forms = re.findall(r"<form[^>]*?method=\"post\".*?</form>", path.read_text(), re.DOTALL)
    assert all('name="csrf_token"' in form for form in forms)

"""Every sentence has its German, and no German is left of a sentence that is gone: `make words` sees to both."""

import re

import pytest

from tests.wording import TRANSLATIONS, extracted, forms, sentences, translated
from webapp.core.words import LANGUAGES

PLACEHOLDERS = re.compile(r"%\((\w+)\)([sd])")
OTHERS = [code for code in LANGUAGES if code != "en"]


def _path(code: str):
    return TRANSLATIONS / code / "LC_MESSAGES/messages.po"


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_has_every_sentence_of_the_source_and_no_other(code: str):
    ours, theirs = ({forms(m.id) for m in sentences(c)} for c in (extracted(), translated(_path(code))))
    assert ours - theirs == set(), "run make words, then translate what is new"
    assert theirs - ours == set(), "run make words"
    assert not translated(_path(code)).obsolete


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated_in_all_its_forms(code: str):
    catalog = translated(_path(code))
    for message in sentences(catalog):
        said = forms(message.string)
        assert all(said), message.id
        assert len(said) == (catalog.num_plurals if message.pluralizable else 1), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_what_is_filled_in(code: str):
    catalog = translated(_path(code))
    assert list(catalog.check()) == [], "a share before a word that begins with a d, e, i or s looks like %d: reword it"
    for message in sentences(catalog):
        for said in forms(message.string):
            assert _filled(said) in (_filled(forms(message.id)[-1]), _filled(forms(message.id)[0])), message.id


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_is_in_order_and_carries_no_dates_and_no_lines(code: str):
    written = _path(code).read_text()
    assert "#: " not in written
    assert "POT-Creation-Date" not in written
    firsts = [forms(message.id)[0] for message in sentences(translated(_path(code)))]
    assert firsts == sorted(firsts)


def test_german_uses_its_own_quotation_marks_and_keeps_a_share_on_one_line():
    for message in sentences(translated(_path("de"))):
        for said in forms(message.string):
            assert not re.search(r"”|\"|(?<!„)\w“\w", said), said
            assert said.count("„") == said.count("“"), said
            assert not re.search(r"\d %(?!\()", said), said


def _filled(said: str) -> set[tuple[str, str]]:
    return set(PLACEHOLDERS.findall(said))

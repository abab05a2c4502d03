"""The sentences of the app: extracted from its source, compiled as `make` does, and a language that nobody speaks."""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "webapp/translations"

FOREIGN = "ar"
"""Written from right to left, and not among the languages we offer."""
ACCENTED = str.maketrans("aeiouAEIOU", "àéîöûÀÉÎÖÛ")
PLACEHOLDER = re.compile(r"(%\(\w+\)[a-z]|%%)")


def extracted() -> Catalog:
    """As `make words` finds them."""
    methods, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text()))
    found = extract_from_dir(ROOT / "webapp", methods, options, DEFAULT_KEYWORDS | {"_l": None})
    catalog = Catalog()
    for _file, _line, said, _comments, context in found:
        catalog.add(said, context=context)
    return catalog


def translated(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parts[-3])


def compile_translations() -> None:
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _write(translated(source), target)


def compile_foreign(folder: Path) -> Path:
    """Every sentence in brackets and with accents: what is on a page without them was never marked."""
    catalog = Catalog(locale=FOREIGN)
    for message in sentences(extracted()):
        one, *more = forms(message.id)
        catalog.add(message.id, _each(more or [one], catalog.num_plurals) if more else foreign(one))
    _write(catalog, folder / FOREIGN / "LC_MESSAGES/messages.mo")
    return folder


def foreign(sentence: str) -> str:
    parts = PLACEHOLDER.split(sentence)
    return "⟦" + "".join(p if PLACEHOLDER.fullmatch(p) else p.translate(ACCENTED) for p in parts) + "⟧"


def sentences(catalog: Catalog) -> Iterable[Message]:
    """Without the header, which is the message of nothing."""
    return (message for message in catalog if message.id)


def forms(said: str | Iterable[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _each(plural: list[str], times: int) -> tuple[str, ...]:
    return tuple(foreign(plural[0]) for _form in range(times))


def _write(catalog: Catalog, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as compiled:
        write_mo(compiled, catalog)

"""Files as people exchange them: read whatever they were saved as, refused with a sentence, safe to open again."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from webapp.core.problems import Invalid
from webapp.core.tables import MOST_BYTES, read, write_csv, write_xlsx

TEXT = 'Name;E-Mail;Notiz\r\n"Jürgen Groß";j@x.test;"zwei\r\nZeilen; und ""so"""\r\n\r\nZoë;z@x.test\r\n'
HEADER = ["Name", "E-Mail", "Notiz"]
ROWS = [["Jürgen Groß", "j@x.test", 'zwei\nZeilen; und "so"'], ["Zoë", "z@x.test", ""]]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_of_the_office_is_read(app: Flask, encoding: str):
    table = read(TEXT.encode(encoding))
    assert (table.header, table.rows, table.numbers) == (HEADER, ROWS, [2, 4])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(app: Flask, delimiter: str):
    lines = [["Name", "Role, title", "Team"], ["Ana; Silva", "rep | trainee", "Reds, north"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert read(text.encode()).rows == [lines[1]]


def test_a_stated_delimiter_and_a_single_column_are_read(app: Flask):
    assert read(b"sep=|\r\na,x|b\r\n1|2\r\n").header == ["a,x", "b"]
    assert read(b"E-Mail\na@x.test\n").rows == [["a@x.test"]]


def test_other_alphabets_without_a_mark_are_read(app: Flask):
    table = read("Имя;Почта\nАнна;a@x.test\n".encode("utf-16-le"))
    assert table.rows == [["Анна", "a@x.test"]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n,,\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0", "cannot read"),
        (b"\xd0\xcf\x11\xe0 and so on", "old Excel file"),
        (b"PK\x03\x04 but no zip", "damaged"),
        (b'Name,E-Mail\n"Ana,a@x.test\n', "line 2"),
        (b"Name,E-Mail\nAna,a@x.test,more\n", "Row 2"),
        (b"Name,E-Mail\nAna," + b"x" * 20_000 + b"\n", "Row 2"),
        (b"Name,E-Mail\nAna," + b"x" * 200_000 + b"\n", "too long"),
        (b",".join(b"c" for _ in range(101)), "100 columns"),
        (b"n\n" + b"1\n" * 50_001, "50000 rows"),
        (b"x" * (MOST_BYTES + 1), "10 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(app: Flask, data: bytes, words: str):
    with pytest.raises(Invalid, match=words):
        read(data)


def test_a_workbook_is_read_as_people_see_it(app: Flask):
    book = Workbook()
    sheet = book.active
    sheet.append(["Name", "Start", "Since", "Number", "Share", "Whole", "Half"])
    sheet.append(["Ana", date(2026, 1, 2), datetime.combine(date(2026, 1, 2), time(9, 5)), 42, 0.25, 5.0, 1.5])
    sheet["D2"].number_format, sheet["E2"].number_format = "00000", "0%"
    table = read(_saved(book))
    assert table.rows == [["Ana", "2026-01-02", "2026-01-02 09:05", "00042", "25%", "5", "1.5"]]


def test_a_hidden_sheet_is_passed_over(app: Flask):
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    book.create_sheet("People").append(["Name"])
    assert read(_saved(book)).header == ["Name"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(app: Flask):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (120 * 1024 * 1024))
    with pytest.raises(Invalid, match="unpacks to far more"):
        read(bomb.getvalue())


def test_a_bomb_that_states_a_small_size_is_refused_too(app: Flask):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/sheet.xml", b"0" * (120 * 1024 * 1024))
    real, stated = (120 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    with pytest.raises(Invalid):
        read(bomb.getvalue().replace(real, stated))


def test_a_million_tiny_texts_are_refused_before_they_are_parsed(app: Flask):
    bomb = io.BytesIO(_saved(Workbook()))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", "".join(f"<si><t>{n}</t></si>" for n in range(1_000_001)))
    with pytest.raises(Invalid, match="unpacks to far more"):
        read(bomb.getvalue())


def test_too_many_parts_and_zips_that_are_no_workbook_are_refused(app: Flask):
    for names in (["mimetype"], ["xl/workbook.xml", *map(str, range(600))]):
        other = io.BytesIO()
        with zipfile.ZipFile(other, "w") as package:
            for name in names:
                package.writestr(name, "x")
        with pytest.raises(Invalid):
            read(other.getvalue())


def test_xml_that_defines_its_own_words_is_refused(app: Flask):
    book = Workbook()
    book.active.append(["Name"])
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(Invalid, match="cannot read"):
        read(_changed(_saved(book), "xl/worksheets/sheet1.xml", lambda xml: laughs + xml))


def test_a_lonely_cell_far_below_costs_nothing_and_is_kept(app: Flask):
    book = Workbook()
    book.active["A1"], book.active["A1048576"] = "Name", "Ana"
    table = read(_saved(book))
    assert (table.rows, table.numbers) == ([["Ana"]], [1_048_576])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_no_cell_we_write_runs_as_a_formula(app: Flask, start: str):
    cell = f"{start}HYPERLINK(1)"
    written = write_csv(["Name"], [[cell]]).decode("utf-8-sig")
    assert "\"'" in written.splitlines()[1]
    sheet = load_workbook(io.BytesIO(write_xlsx(["Name"], [[cell]]))).active
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix


@pytest.mark.parametrize(("cell", "written"), [("-3.25", "-3.25"), ("-1+1", "'-1+1"), ("-3\t", "'-3\t"), ("+3", "'+3")])
def test_a_negative_number_stays_one_and_nothing_else_that_begins_like_it(app: Flask, cell: str, written: str):
    file = write_csv(["Number"], [[cell]])
    assert file.decode("utf-8-sig").splitlines()[1] == f'"{written}"'
    assert read(file).rows == [[cell]]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=20) | st.builds(
    "".join, st.lists(st.sampled_from(["'", "=", "+", "-", "@", "\t", "\n", '"', ",", ";", "a", " "]), max_size=6)
)


@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_we_wrote_we_read_back(app: Flask, rows: list[list[str]]):
    header = ["one", "two", "three"]
    trimmed = [_as_read(row) for row in rows if any(cell.strip() for cell in row)]
    for write in (write_csv, write_xlsx):
        table = read(write(header, rows))
        assert table.header == header
        assert table.rows == trimmed


def _as_read(row: list[str]) -> list[str]:
    """Blank cells at a row's end are as good as none."""
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells + [""] * (3 - len(cells))


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _changed(data: bytes, name: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return out.getvalue()

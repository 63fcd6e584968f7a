#!/usr/bin/env python3
"""Hostile text in every field of a store comes out of the workbook and the CSV files as the same text.

    hostile_test.py PROGRAM TEXT_DUMP      the dump is read into a store, whose texts are then replaced

The workbook is read with zipfile and xml, and through LibreOffice where soffice is installed.
"""
import csv
import io
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=1+1", "=HYPERLINK(\"http://localhost/\",\"x\")", "+44 20 7946 0000", "-5", "@SUM(1)", "'quoted", "''", "\t=1",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]>&amp;&#65;<!--", "say \"so\", twice",
    "two\nlines\n\n", "  spaces around  ", "\u202Eevil\u202C \u2066bidi\u2069 \u200f", "_x0041_ _x005F_x0041_ _xFFFF_ _x41_",
    "\u0001\u001b[31mred\u0007", "caf\u00e9 \u2013 \U0001F600\U0001F600", "word" * 25000, "\U0001F600" * 20000,
    "'; DROP TABLE text; --", "{\"json\": [1]}", "=cmd|' /C calc'!A0", "1e5", "007", "TRUE", "2020-01-01", "#REF!", "%s%n",
    "Ünï", "\u00a0", "\ufffe", "_x" * 30, "a,b;c\td",
]
# What LibreOffice's CSV cannot tell apart from what it was: control characters that are no white space.
NOT_THROUGH_OFFICE = re.compile("[\u0000-\u0008\u000b-\u001f\ufffe]")


def run(program, *words):
    return subprocess.run([program, *map(str, words)], capture_output=True, check=True).stdout


def hostile_store(program, dump, store):
    subprocess.run([program, "ingest", "--db", store, dump], capture_output=True, check=False)
    with sqlite3.connect(store) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM text ORDER BY id")]
        for position, row in enumerate(ids):
            connection.execute("UPDATE text SET text = ? WHERE id = ?", (HOSTILE[position % len(HOSTILE)], row))
        connection.execute("UPDATE finding SET message = '=1+1 <script>', found_text = ?", ("word" * 25000,))
        connection.execute("UPDATE document SET name = '=cmd.txt'")
    connection.close()


def decoded(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text)


def sheets_of(path):
    """name -> rows of cells, each text or number; no cell may hold a formula."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = [sheet.get("name") for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        for number, name in enumerate(names, 1):
            root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(root.iter(MAIN + "f")), "a formula in " + name
            assert root.find(f"{MAIN}autoFilter") is not None, "no filter in " + name
            assert root.find(f".//{MAIN}pane").get("state") == "frozen", "no frozen head in " + name
            found[name] = [{re.match("[A-Z]+", cell.get("r")).group(): value_of(cell) for cell in row.iter(MAIN + "c")}
                           for row in root.iter(MAIN + "row")]
    return found


def value_of(cell):
    if cell.get("t") == "inlineStr":
        text = cell.find(f"{MAIN}is/{MAIN}t").text or ""
        assert len(decoded(text).encode("utf-16-le")) // 2 <= 32767
        return decoded(text)
    assert cell.get("t") is None, "a cell of type " + cell.get("t")
    value = cell.find(MAIN + "v")
    return None if value is None else float(value.text)


def columns(rows):
    head = {letter: name for letter, name in rows[0].items()}
    return [{name: row.get(letter) for letter, name in head.items()} for row in rows[1:]]


def whole(text, sheet, row, column, long_texts):
    """The text, its parts put together where it goes on elsewhere."""
    mark = " [goes on in the sheet Long texts]"
    if not (text or "").endswith(mark):
        return text
    parts = [part for part in long_texts if (part["sheet"], part["row"], part["column"]) == (sheet, row, column)]
    assert [part["part"] for part in parts] == list(range(1, len(parts) + 1))
    joined = "".join(part["text"] for part in parts)
    assert joined.startswith(text[:-len(mark)])
    return joined


def texts_of_store(store):
    with sqlite3.connect(store) as connection:
        rows = connection.execute("SELECT field, text FROM text WHERE text <> '' AND field NOT IN ('mention', 'movement')")
        return sorted(rows.fetchall())


def check_workbook(program, store, scratch):
    book = scratch / "book.xlsx"
    run(program, "export", "--db", store, "--format", "xlsx", "--out", book)
    again = scratch / "again.xlsx"
    run(program, "export", "--db", store, "--format", "xlsx", "--out", again)
    assert book.read_bytes() == again.read_bytes(), "the same store gives another workbook"
    sheets = sheets_of(book)
    assert list(sheets)[:6] == ["Entries", "Scores", "Findings", "Mentions", "Documents", "Provenance"], list(sheets)
    long_texts = columns(sheets["Long texts"])
    values = sorted((row["field"], whole(row["text"], "Provenance", number, "text", long_texts))
                    for number, row in enumerate(columns(sheets["Provenance"]), 2))
    assert values == texts_of_store(store), "Provenance has other texts than the store"
    for number, row in enumerate(columns(sheets["Findings"]), 2):
        assert row["message"] == "=1+1 <script>"
        assert whole(row["found"], "Findings", number, "found", long_texts) == "word" * 25000
    print(f"workbook: {len(values)} values the same in its XML")
    return book, values


def check_office(book, scratch):
    office = shutil.which("soffice")
    if office is None:
        print("skipped: no soffice (package libreoffice-calc-nogui)")
        return
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([office, f"-env:UserInstallation=file://{scratch}/office", "--headless", "--convert-to", options,
                    "--outdir", scratch, book], capture_output=True, check=True, timeout=120)
    expected = sheets_of(book)
    compared = 0
    for name, rows in expected.items():
        text = (scratch / f"book-{name}.csv").read_bytes().decode("utf-8")
        got = list(csv.reader(io.StringIO(text, newline="")))
        head = list(rows[0].values())
        assert got[0] == head, (name, got[0])
        assert len(got) == len(rows), (name, len(got), len(rows))
        for wanted, fields in zip(columns(rows), got[1:]):
            for column, field in zip(head, fields):
                value = wanted[column]
                if isinstance(value, float):
                    assert float(field) == value, (name, column, value, field)
                elif not NOT_THROUGH_OFFICE.search(value or ""):
                    assert field == (value or ""), (name, column, value, field)
                    compared += 1
    print(f"LibreOffice: {compared} strings the same")


def check_csv(program, store):
    text = run(program, "export", "--db", store, "--format", "csv", "--table", "values").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        for field in row.values():
            assert not field or field[0] not in "=+-@\t\r", field[:20]
    unescaped = sorted((row["field"], row["text"][1:] if row["text"].startswith("'") else row["text"]) for row in rows)
    assert unescaped == texts_of_store(store), "CSV has other texts than the store"
    print(f"CSV: {len(rows)} values the same")


def check_json(program, store):
    document = json.loads(run(program, "export", "--db", store))["documents"][0]
    wanted = {text for field, text in texts_of_store(store) if field == "title"}
    assert {entry["title"] for reg in document["registers"] for entry in reg["entries"]} == wanted
    print(f"JSON: {len(wanted)} different titles the same")


def main():
    program, dump = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        store = scratch / "store.db"
        hostile_store(program, dump, store)
        book, _ = check_workbook(program, store, scratch)
        check_office(book, scratch)
        check_csv(program, store)
        check_json(program, store)


if __name__ == "__main__":
    main()

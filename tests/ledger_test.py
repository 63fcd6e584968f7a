#!/usr/bin/env python3
"""Words in = words accounted for, to the word.

    ledger_test.py PROGRAM FILE...          a PDF or dump each
    ledger_test.py PROGRAM --corpus FOLDER  its born-digital PDFs (manifest.json); 77 where the folder is absent

For each file the ledger's parts must add up to its words on every page, nothing may be left out without a reason,
and a PDF's page has as many words as pdftotext finds on it. Prints one line per file; exit status 1 when any differs.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PARTS = ("cell", "heading", "furniture", "prose", "left_out")


def files_of(corpus):
    folder = pathlib.Path(corpus)
    if not folder.is_dir():
        print("skipped: no corpus beside the project")
        sys.exit(77)
    documents = []
    for manifest in folder.rglob("manifest.json"):
        for document in json.loads(manifest.read_text())["documents"]:
            if document["derive"] == "pdf":
                documents += sorted(folder.rglob(document["source"]))
    return documents


def pdftotext_words(path):
    """Words of each page, in the order of the file: laying them out, pdftotext cuts "17th" where the "th" is raised."""
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True)
    pages = done.stdout.decode("utf-8", errors="replace").split("\f")
    return [page.split() for page in pages[:-1]]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("program")
    ap.add_argument("files", nargs="*")
    ap.add_argument("--corpus")
    args = ap.parse_args()
    files = [pathlib.Path(f) for f in args.files] + (files_of(args.corpus) if args.corpus else [])
    assert files, "no files"
    wrong = 0
    totals = [0, 0]
    with tempfile.TemporaryDirectory() as scratch:
        store = str(pathlib.Path(scratch, "l.db"))
        subprocess.run([args.program, "ingest", "--db", store, "--ocr", "never", *map(str, files)],
                       capture_output=True)
        for path in files:
            done = subprocess.run([args.program, "ledger", "--db", store, "--json", path.name], capture_output=True)
            ledger = json.loads(done.stdout)
            total = ledger["total"]
            said = []
            for page in ledger["pages"]:
                if page["words"] != sum(page[part] for part in PARTS):
                    said.append(f"page {page['page']}: {page['words']} words in, {sum(page[p] for p in PARTS)} out")
            left_out = sum(item["words"] for item in ledger["left_out"])
            if left_out != total["left_out"]:
                said.append(f"{total['left_out']} words left out, {left_out} named")
            unexplained = sum(item["words"] for item in ledger["left_out"] if not item["explained"])
            if unexplained and path.suffix == ".pdf":
                said.append(f"{unexplained} words left out without a reason")
            there = None
            if path.suffix == ".pdf":
                pages = pdftotext_words(path)
                there = sum(len(page) for page in pages)
                for page, words in zip(ledger["pages"], pages):
                    if page["words"] != len(words):
                        said.append(f"page {page['page']}: {page['words']} words, pdftotext has {len(words)}")
            totals[0] += total["words"]
            totals[1] += sum(total[part] for part in PARTS)
            print(f"{path.name}: {total['words']} words, {sum(total[p] for p in PARTS)} accounted for"
                  + (f", pdftotext {there}" if there is not None else "")
                  + (": " + "; ".join(said) if said else ""))
            wrong += bool(said)
    print(f"all: {totals[0]} words in, {totals[1]} accounted for, {wrong} files differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

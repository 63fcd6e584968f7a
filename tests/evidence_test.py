#!/usr/bin/env python3
"""Looks every value up at the place that Domesday gives for it.

    evidence_test.py PROGRAM FILE... [--least 1.0] [--show 10]

For each value of `domesday read FILE` the text at its places is fetched by other means (Python's own decoding of a
dump, pdftotext's words of a PDF), cleaned by the rules of docs/register-json.md, and compared with the value: every
letter, digit and sign, in order; spaces, bullets and the hyphen of a word broken at a line end may differ. A value
that says it was repaired or completed is counted apart. Exit status 1 when the share of equal ones is below --least.
"""
import argparse
import html
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

BULLETS = "•◦▪●○■□–-−·*►➢➤✓✔§¢°©«»_=~"
REPAIRED = re.compile(r"complet|repair|replac|put together|read again|damaged", re.I)


def decoded(data):
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def dump_lines(data):
    """Lines as Domesday counts them: a form feed ends a page, not a line of its own."""
    return re.split(r"\r\n|\n|\r", decoded(data))


def bare(text):
    """What must be equal: letters, digits and signs; no spaces, bullets, tags, hyphens."""
    text = html.unescape(re.sub(r"<[^<>]*>", "", text))
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if not c.isspace() and c not in BULLETS and unicodedata.category(c)[0] != "C")


def pdf_words(path):
    """page -> [(x0, y0, x1, y1, text)]"""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True)
    pages, number = {}, 0
    for line in done.stdout.decode("utf-8", errors="replace").splitlines():
        if "<page " in line:
            number += 1
            pages[number] = []
        found = re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if found:
            pages[number].append((*map(float, found.groups()[:4]), html.unescape(found[5])))
    return pages


def in_box(word, box):
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def text_at(place, lines, pages):
    if "line" in place:
        return lines[place["line"] - 1][place["begin"]:place["end"]]
    words = [w for w in pages.get(place["page"], []) if in_box(w, place["box"])]
    words.sort(key=lambda w: (round((w[1] + w[3]) / 6), w[0]))
    return " ".join(w[4] for w in words)


def values(document):
    for register in document["registers"]:
        for entry in register["entries"]:
            for name, evidence in entry["evidence"].items():
                if name == "id":
                    value = entry["id_printed"]
                elif name.startswith("scores."):
                    _, stage, *part = name.split(".")
                    score = entry["scores"][stage]
                    value = score[part[0] + "_printed"] if part else score["printed"]
                else:
                    value = entry[name]
                yield entry["id"] or entry["title"][:30], name, value, evidence


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=1.0)
    parser.add_argument("--show", type=int, default=10)
    args = parser.parse_args()
    total = equal = repaired = 0
    wrong = []
    for path in args.files:
        done = subprocess.run([args.program, "read", "--ocr", "never", path], capture_output=True, text=True)
        documents = json.loads(done.stdout)["documents"]
        data = path.read_bytes()
        is_pdf = b"%PDF-" in data[:1024]
        lines, pages = ([], pdf_words(path)) if is_pdf else (dump_lines(data), {})
        for document in documents:
            for entry, name, value, evidence in values(document):
                total += 1
                there = " ".join(text_at(p, lines, pages) for p in evidence["places"])
                if bare(there) == bare(value):
                    equal += 1
                elif is_pdf and sorted(bare(there)) == sorted(bare(value)):
                    equal += 1  # pdftotext's order of the words in a line differs, the words do not
                elif any(REPAIRED.search(r) for r in evidence.get("reasons", [])):
                    repaired += 1
                else:
                    wrong.append((path.name, entry, name, value, there))
    for name, entry, field, value, there in wrong[:args.show]:
        print(f"{name} {entry} {field}\n  value: {value[:200]!r}\n  there: {there[:200]!r}")
    share = (equal + repaired) / total if total else 0.0
    print(f"{total} values: {equal} stand at their places, {repaired} say they were repaired, {len(wrong)} differ ({share:.5f})")
    return 1 if share < args.least or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

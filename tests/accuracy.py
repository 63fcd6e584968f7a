#!/usr/bin/env python3
"""How often a value is right, by its confidence: recomputes the tables of docs/accuracy.md.

    accuracy.py PROGRAM                     the samples; prints their table
    accuracy.py PROGRAM --corpus FOLDER     the documents of a corpus with truth files (manifest.json)
    accuracy.py ... --check PAGE.md         exit 1 when the page does not state what is recomputed
    accuracy.py ... --write PAGE.md         puts the tables into the page
    accuracy.py ... --export FILE.json      judge this export instead of reading the documents again
    accuracy.py ... --reasons               also each reason and how often values that give it are right

Every value of every entry that the truth speaks of is judged: an id is right when the truth has it; a text when its
words are those of the truth in order (2 * common / total is at least 0.98); type and owner when their letters are the
same; a score when number, words and levels are the truth's. A value of an entry that the truth does not have is wrong.
Values that the truth does not judge (other fields, `unscored`) are left out.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from score_samples import SAMPLES, SHORT, TEXTS, common_in_order, folded, words

BANDS = ("high", "medium", "low")
KINDS = ("PDF", "dump with columns", "flattened dump", "scan")
LEAST_ALIKE = 0.98
FLATTENED = ("-text.txt", "-ocr.txt", "-raw.txt")


def kind_of(name):
    if re.search(r"-(scan|scan-sideways|mixed)\.pdf$", name):
        return "scan"
    if name.endswith(".pdf"):
        return "PDF"
    return "flattened dump" if name.endswith(FLATTENED) else "dump with columns"


def lines_once(text):
    """`type` of an entry whose sub-rows repeat it counts once."""
    lines = [folded(line) for line in (text or "").split("\n")]
    return "".join(line for i, line in enumerate(lines) if line not in lines[:i])


def mended(a, b):
    """`a` with neighbours joined where only the joined word stands in `b`: "maint ain" counts as "maintain"."""
    known, out = set(b), []
    for word in a:
        if out and out[-1] + word in known and not (out[-1] in known and word in known):
            out[-1] += word
        else:
            out.append(word)
    return out


def is_alike(true, found):
    a, b = words(true), words(found)
    a, b = mended(a, b), mended(b, a)
    return 2 * common_in_order(a, b) >= LEAST_ALIKE * (len(a) + len(b))


def is_right_score(true, found):
    if found.get("value") != true.get("value"):
        return False
    if true.get("label") and folded(found.get("label")) != folded(true["label"]):
        return False
    if true.get("likelihood") is None and true.get("impact") is None:
        return True
    return (found.get("likelihood"), found.get("impact")) == (true.get("likelihood"), true.get("impact"))


def entries_of(document):
    """Entries by id and which of its kind it is; by the order of those without an id."""
    seen, entries = collections.Counter(), {}
    for register in document.get("registers", []):
        for entry in register["entries"]:
            key = (entry.get("id") or "").upper()
            entries[key, seen[key]] = entry
            seen[key] += 1
    return entries


class Tally:
    def __init__(self):
        self.right, self.of = collections.Counter(), collections.Counter()
        self.reasons = collections.defaultdict(lambda: [0, 0])
        self.wrong = []

    def add(self, kind, what, band, is_right, reasons, where):
        self.of[kind, what, band] += 1
        self.right[kind, what, band] += is_right
        for reason in reasons or ["(none)"]:
            key = (kind, what, band, re.sub(r'"[^"]*"|\d+', "*", reason))
            self.reasons[key][0] += is_right
            self.reasons[key][1] += 1
        if not is_right:
            self.wrong.append((kind, what, band, where))

    def judge(self, true, found):
        source = true["source"]
        kind = kind_of(source)
        truth = entries_of(true)
        for key, entry in entries_of(found).items():
            self.judge_entry(kind, source, truth.get(key), entry)

    def judge_entry(self, kind, source, true, found):
        evidence = found.get("evidence", {})
        skip = set((true or {}).get("unscored") or [])
        if found.get("id") and "id" in evidence:
            own = evidence["id"]
            self.add(kind, "id", own["confidence"], true is not None, own.get("reasons"), (source, found["id"]))
        for field in (*TEXTS, *SHORT):
            if field not in evidence or (true is not None and (field not in true or field in skip)):
                continue
            own = evidence[field]
            if true is None:
                is_right = False
            elif field in SHORT:
                is_right = lines_once(found[field]) == lines_once(true[field])
            else:
                is_right = is_alike(true[field], found[field])
            self.add(kind, "text", own["confidence"], is_right, own.get("reasons"), (source, found.get("id"), field))
        for stage, score in (found.get("scores") or {}).items():
            there = ((true or {}).get("scores") or {}).get(stage)
            if "scores" in skip or "scores." + stage in skip or (true is not None and there is None):
                continue
            self.add(kind, "score", score["confidence"], true is not None and is_right_score(there, score),
                     score.get("reasons"), (source, found.get("id"), stage))

    def table(self):
        lines = ["| source | value | " + " | ".join(BANDS) + " |", "| --- | --- |" + " --- |" * len(BANDS)]
        for kind in KINDS:
            for what in ("id", "text", "score"):
                if any(self.of[kind, what, band] for band in BANDS):
                    lines.append(f"| {kind} | {what} | " +
                                 " | ".join(self.cell(kind, what, band) for band in BANDS) + " |")
        return lines

    def cell(self, kind, what, band):
        of, right = self.of[kind, what, band], self.right[kind, what, band]
        return f"{100 * right / of:.1f} % of {of}" if of else "-"


def documents_of(corpus):
    """(file, truth file) of the samples, or of a corpus's documents that are judged."""
    if corpus is None:
        truths = sorted(SAMPLES.glob("*.truth.json"))
        pairs = [(next(p for p in (t.with_name(t.name.replace(".truth.json", end)) for end in (".pdf", ".txt"))
                       if p.exists()), t) for t in truths]
        # What is recognised differs between versions of Tesseract: scans are judged on the corpus, when asked.
        return [pair for pair in pairs if kind_of(pair[0].name) != "scan"]
    folder = pathlib.Path(corpus)
    if not folder.is_dir():
        print("skipped: no corpus beside the project")
        sys.exit(77)
    chosen = []
    for manifest in sorted(folder.rglob("manifest.json")):
        for document in json.loads(manifest.read_text())["documents"]:
            if document["scored"] and document["expected"]["outcome"] == "ok":
                chosen += [(p, p.with_name(pathlib.Path(document["truth"]).name))
                           for p in sorted(folder.rglob(document["source"]))]
    return chosen


def block(name, lines):
    return f"<!-- {name}: tests/accuracy.py -->\n" + "\n".join(lines) + f"\n<!-- end of {name} -->"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("program")
    ap.add_argument("--corpus")
    ap.add_argument("--export")
    ap.add_argument("--check")
    ap.add_argument("--write")
    ap.add_argument("--reasons", action="store_true")
    ap.add_argument("--worst", type=int, default=0)
    ap.add_argument("--kinds", default=",".join(KINDS), help="only these, separated by commas")
    ap.add_argument("--ocr-cache")
    args = ap.parse_args()
    documents = [d for d in documents_of(args.corpus) if kind_of(d[0].name) in args.kinds.split(",")]
    if args.export:
        text = pathlib.Path(args.export).read_text()
    else:
        command = [args.program, "read"] + (["--ocr-cache", args.ocr_cache] if args.ocr_cache else [])
        text = subprocess.run(command + [str(path) for path, _ in documents], capture_output=True).stdout
    found = {d["source"]: d for d in json.loads(text)["documents"]}
    tally = Tally()
    for path, truth in documents:
        for true in json.loads(truth.read_text())["documents"]:
            tally.judge(true, found.get(true["source"], {}))
    name = "corpus" if args.corpus else "samples"
    lines = tally.table()
    print("\n".join(lines))
    if args.reasons:
        for key, (right, of) in sorted(tally.reasons.items(), key=lambda item: (item[0][:3], -item[1][1])):
            print(f"{right:5} of {of:5}  {' '.join(key)[:150]}")
    for wrong in tally.wrong[:args.worst]:
        print(*wrong)
    if args.check or args.write:
        page = pathlib.Path(args.check or args.write)
        old = page.read_text()
        pattern = re.compile(rf"<!-- {name}: .*?<!-- end of {name} -->", re.S)
        assert pattern.search(old), f"{page} has no table for the {name}"
        new = pattern.sub(lambda _: block(name, lines), old)
        if args.write:
            page.write_text(new)
        elif new != old:
            print(f"{page} states other figures for the {name}; accuracy.py --write puts these there")
            sys.exit(1)


if __name__ == "__main__":
    main()

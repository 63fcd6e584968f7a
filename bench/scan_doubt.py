#!/usr/bin/env python3
"""How far the mark for uncertain scores can be trusted: what was read in scans, against the truth.

    scan_doubt.py EXPORT.json TRUTH.json ...      (a folder stands for its *.truth.json)

EXPORT is what `domesday read` or `domesday export --format json` printed of the scanned documents. Every
(entry, stage) of the truth is right or wrong, and marked or not. A right one is marked where its confidence is low or
score-uncertain names it; a wrong one also where any other finding names the entry and the stage (or the entry, where
its id is at fault). Entries are matched by id and occurrence, those without an id by title; an entry that was not
found counts as lost, not as wrong.

Prints a table, then every wrong score that nothing marks by name. Exit 1 when there is one, or when more than one
right score in twenty has low confidence.
"""
import collections
import json
import pathlib
import re
import sys

MARKED_RIGHT = 0.05


def folded(text):
    return re.sub(r"[\s\W_]+", "", text or "").casefold()


def entries_by_key(document):
    seen, entries = collections.Counter(), {}
    for register in document.get("registers", []):
        for entry in register["entries"]:
            key = (entry.get("id") or "").upper() or "title:" + folded(entry.get("title"))
            entries[key, seen[key]] = entry
            seen[key] += 1
    return entries


def flagged(document, checks=None):
    """(id, stage) of each finding about a score; (id, None) of those about an entry."""
    return {((finding.get("entry") or "").upper(), finding.get("stage")) for finding in document.get("findings", [])
            if not checks or finding["check"] in checks}


def compared(name, true, found, counts, named):
    flags = flagged(found)
    doubts = flagged(found, ("score-uncertain",))
    entries = entries_by_key(found)
    for key, entry in entries_by_key(true).items():
        got = entries.get(key)
        for stage, score in (entry.get("scores") or {}).items():
            if got is None:
                counts["lost", "value"] += 1
                named["lost"].append(f"{name} {key[0]}")
                continue
            read = (got.get("scores") or {}).get(stage) or {}
            low = read.get("confidence") == "low"
            flag = (key[0], stage) in flags or (key[0], None) in flags
            for what in ("value", "label", "factors"):
                if what == "value":
                    right = read.get("value") == score.get("value")
                elif what == "label":
                    if "label" not in score or (not score["label"] and not read.get("label")):
                        continue
                    right = folded(read.get("label")) == folded(score["label"])
                else:
                    if score.get("likelihood") is None and score.get("impact") is None:
                        continue
                    right = (read.get("likelihood"), read.get("impact")) == (score["likelihood"], score["impact"])
                state = "right" if right else "wrong"
                # a wrong score may be marked by any finding; a right one has those that it deserves
                marked = low or (flag and not right)
                counts[what, state, "marked" if marked else "unmarked"] += 1
                line = (f"{name} {key[0]} {stage} {what}: read {read.get('value')} {read.get('label') or ''} "
                        f"L{read.get('likelihood')} I{read.get('impact')}, is {score.get('value')} "
                        f"{score.get('label') or ''} L{score.get('likelihood')} I{score.get('impact')}"
                        f" [{read.get('confidence')}] printed {read.get('printed')!r} {read.get('reasons') or ''}")
                if state == "wrong" or marked:
                    named[what, state, "marked" if marked else "unmarked"].append(line)


def main():
    verbose = "-v" in sys.argv
    args = [a for a in sys.argv[1:] if a != "-v"]
    export = json.loads(pathlib.Path(args[0]).read_text())
    truths = []
    for argument in map(pathlib.Path, args[1:]):
        truths += sorted(argument.glob("*.truth.json")) if argument.is_dir() else [argument]
    counts, named = collections.Counter(), collections.defaultdict(list)
    found = {document["source"]: document for document in export["documents"]}
    for path in truths:
        for document in json.loads(path.read_text())["documents"]:
            if document["source"] in found:
                compared(document["source"], document, found[document["source"]], counts, named)
    print(f"{'':8} {'right':>7} {'marked':>7} {'wrong':>7} {'unmarked':>9}")
    for what in ("value", "label", "factors"):
        right = counts[what, "right", "marked"] + counts[what, "right", "unmarked"]
        wrong = counts[what, "wrong", "marked"] + counts[what, "wrong", "unmarked"]
        print(f"{what:8} {right:7} {counts[what, 'right', 'marked']:7} {wrong:7} "
              f"{counts[what, 'wrong', 'unmarked']:9}")
    print(f"lost with their entries: {counts['lost', 'value']}")
    for what in ("value", "label", "factors"):
        for line in named[what, "wrong", "unmarked"]:
            print("wrong and not marked:", line)
    if verbose:
        for line in named["value", "wrong", "marked"]:
            print("wrong and marked:", line)
        for line in named["value", "right", "marked"]:
            print("right and marked:", line)
        for line in sorted(collections.Counter(named["lost"]).items()):
            print("lost:", line)
    right = counts["value", "right", "marked"] + counts["value", "right", "unmarked"]
    bad = bool(counts["value", "wrong", "unmarked"]) or counts["value", "right", "marked"] > MARKED_RIGHT * right
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

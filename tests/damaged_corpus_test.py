#!/usr/bin/env python3
"""The damaged and locked documents of the shared corpus end as its manifest says, all in one run.

usage: damaged_corpus_test.py PROGRAM [FOLDER]

FOLDER holds manifest.json and its documents [../shared/corpus/dev]; where it does not exist, nothing is tested.
Documents that are read as they should be are the samples' and the scores' business; here they are left out.
"""
import json, pathlib, sqlite3, subprocess, sys, tempfile

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared" / "corpus" / "dev"


def ended(row):
    outcome, reason, is_repaired, entries = row
    if outcome == "quarantined":
        return "rejected", reason
    if outcome == "complete":
        return "ok-repaired" if is_repaired else "ok", None
    return outcome, reason


def main():
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else SHARED
    if not (folder / "manifest.json").exists():
        print("skipped: no", folder)
        return 0
    manifest = json.load(open(folder / "manifest.json", encoding="utf-8"))
    documents = [d for d in manifest["documents"]
                 if d["expected"]["outcome"] != "ok" or d["derive"].startswith(("damaged", "encrypted"))]
    with tempfile.TemporaryDirectory() as scratch:
        store = f"{scratch}/corpus.db"
        done = subprocess.run([sys.argv[1], "ingest", "--db", store, *(str(folder / d["source"]) for d in documents)],
                              capture_output=True, text=True)
        rows = sqlite3.connect(store).execute(
            "SELECT d.name, x.outcome, x.reason, x.is_repaired, (SELECT count(*) FROM entry WHERE extraction_id = x.id)"
            " FROM document d JOIN extraction x ON x.id = d.extraction_id").fetchall()
    found = {name: row for name, *row in rows}
    wrong = 0
    for document in documents:
        expected = document["expected"]
        outcome, reason = ended(found.get(document["source"], ("missing", None, 0, 0)))
        fits = outcome in [expected["outcome"], *expected.get("also_acceptable", [])]
        fits = fits and (outcome != "rejected" or expected["outcome"] != "rejected" or reason == expected["reason"])
        fits = fits and (outcome == "rejected" or not document["scored"] or found[document["source"]][3] > 0)
        wrong += not fits
        print("ok   " if fits else "WRONG", document["source"], outcome, reason or "")
    print(f"{len(documents)} documents, {wrong} end otherwise than the manifest says; status {done.returncode}")
    return 1 if wrong or done.returncode not in (3, 4) else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Reads odd and hostile PDFs one by one and prints how each ended, against what its manifest expects.

usage: robustness.py PROGRAM [--pages PDF_PAGES] [--only NAME_PART] [--seconds N] [FOLDER]

PROGRAM is `domesday`; PDF_PAGES the helper of that name (built with -DDOMESDAY_BENCH=ON), with which the words
found are compared with pdftotext's. FOLDER holds files/ and manifest.csv [../shared/robustness]; where it does not
exist, nothing is tested. Exit status: 0 all as expected, 1 not.
"""
import argparse, collections, csv, pathlib, resource, subprocess, sys, unicodedata

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared" / "robustness"
MEMORY = 2 << 30


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command, seconds):
    """Seconds are of CPU time, so that a busy machine does not change the answer; five times as many on the clock."""
    start = cpu_seconds()
    try:
        done = subprocess.run(command, capture_output=True, timeout=5 * seconds, preexec_fn=limited)
        taken = cpu_seconds() - start
        return done.returncode if taken <= seconds else "timeout", done.stdout, done.stderr, taken
    except subprocess.TimeoutExpired:
        return "timeout", b"", b"", 5 * seconds


def expectation(text):
    if text.startswith("poppler reads text"):
        return "read"
    if "password" in text:
        return "encrypted"
    if text.startswith("poppler opens"):
        return "open"
    if text.startswith("poppler refuses"):
        return "refused"
    return "limit"


LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def letters(text):
    """The letters and digits, however they are parted into words."""
    for ligature, parts in LIGATURES.items():
        text = text.replace(ligature, parts)
    return collections.Counter(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def words(text):
    for ligature, parts in LIGATURES.items():
        text = text.replace(ligature, parts)
    kept = ("".join(c for c in w if c.isalnum()) for w in unicodedata.normalize("NFC", text).split())
    return collections.Counter(w for w in kept if w)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pages")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=SHARED)
    options = parser.parse_args()
    if not (options.folder / "manifest.csv").exists():
        print("skipped: no", options.folder)
        return 0
    outcomes = collections.Counter()
    wrong, slowest, lost = [], [], []
    there = found = letters_there = letters_found = 0
    rows = list(csv.DictReader(open(options.folder / "manifest.csv", encoding="utf-8")))
    told = {row["file"] for row in rows}  # the README tells of one more, on which Poppler hangs
    rows += [{"file": f.name, "expected_of_product": "limit"} for f in (options.folder / "files").glob("*.pdf")
             if f.name not in told]
    for row in rows:
        path = options.folder / "files" / row["file"]
        if options.only not in row["file"] or not path.exists():
            continue
        expected = expectation(row["expected_of_product"])
        status, _, errors, seconds = run([options.program, "read", str(path)], options.seconds)
        slowest.append((seconds, row["file"]))
        ended = {0: "read", 3: "read", 4: "refused"}.get(status, "crash" if status != "timeout" else status)
        if ended == "refused" and b"password" in errors:
            ended = "encrypted"
        outcomes[(expected, ended)] += 1
        fits = {"read": ["read"], "open": ["read"], "encrypted": ["encrypted"], "refused": ["refused", "encrypted", "read"],
                "limit": ["refused"]}[expected]
        if ended not in fits:
            wrong.append((row["file"], expected, ended, status, errors.decode(errors="replace")[:200]))
        if expected == "read" and options.pages:
            _, theirs, _, _ = run(["pdftotext", "-cropbox", "-tsv", str(path), "-"], options.seconds)
            _, ours, _, _ = run([options.pages, "--words", str(path)], options.seconds)
            theirs = "\n".join(line.split("\t", 11)[11] for line in theirs.decode(errors="replace").split("\n")
                               if line.startswith("5\t"))
            ours = ours.decode(errors="replace")
            a, b = words(theirs), words(ours)
            there += sum(a.values())
            found += sum((a & b).values())
            x, y = letters(theirs), letters(ours)
            letters_there += sum(x.values())
            letters_found += sum((x & y).values())
            if sum((a & b).values()) < 0.99 * sum(a.values()):
                lost.append((sum(a.values()) - sum((a & b).values()), sum(a.values()), sum((x - y).values()),
                             row["file"]))
    for key, count in sorted(outcomes.items()):
        print(f"{count:5d} expected {key[0]}, ended {key[1]}")
    for item in wrong:
        print("WRONG", *item)
    print("slowest:", ", ".join(f"{name} {seconds:.1f} s" for seconds, name in sorted(slowest)[-5:]))
    if there:
        print(f"words: {found} of {there} = {found / there:.4f}; letters: {letters_found} of {letters_there} = "
              f"{letters_found / letters_there:.4f}; files with less than 99 %: {len(lost)}")
        for item in sorted(lost, reverse=True)[:60]:
            print("  lost %d of %d words, %d letters: %s" % item)
    return 1 if wrong or (there and found < 0.99 * there) else 0


if __name__ == "__main__":
    sys.exit(main())

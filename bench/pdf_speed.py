#!/usr/bin/env python3
"""CPU time of reading PDFs, beside pdftotext on the same files in the same run.

usage: pdf_speed.py PROGRAM [--pages PDF_PAGES] [--runs N] [--others] [FILE...]

PROGRAM is `domesday`; PDF_PAGES the helper of that name (-DDOMESDAY_BENCH=ON), which times the page stage alone.
Without FILEs: the born-digital PDFs of ../shared/corpus that are to be read, and ../shared/real. Every program
runs over all files once per round, the rounds are interleaved, and the median is taken: what disturbs the machine
disturbs all alike. Pages are not recognised (--ocr never), as pdftotext does not either. Each row is a stage more than the row before it, so their differences are the stages' shares.
--others adds programs that people use for the same (mutool, PyMuPDF), where they are installed.
"""
import argparse, json, os, pathlib, resource, shutil, statistics, subprocess, sys, tempfile

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"
PYMUPDF = """
import sys, fitz
for name in sys.argv[1:]:
    for page in fitz.open(name):
        for table in page.find_tables().tables:
            table.extract()
"""


def files_by_default():
    manifest = json.load(open(SHARED / "corpus/dev/manifest.json", encoding="utf-8"))
    born_digital = [SHARED / "corpus/dev" / d["source"] for d in manifest["documents"]
                    if d["derive"] == "pdf" and d["expected"]["outcome"] == "ok"]
    return [str(f) for f in born_digital] + sorted(map(str, (SHARED / "real").glob("*.pdf")))


def cpu_seconds(commands):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def pages_of(files):
    total = 0
    for name in files:
        told = subprocess.run(["pdfinfo", name], capture_output=True, text=True).stdout
        total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pages")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--others", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    if not options.files and not SHARED.exists():
        print("skipped: no", SHARED)
        return 0
    files = options.files or files_by_default()
    scratch = tempfile.mkdtemp()
    rounds = {"pdftotext -tsv": lambda: [["pdftotext", "-tsv", f, "/dev/null"] for f in files]}
    if options.pages:
        rounds["pages (pdf_pages)"] = lambda: [[options.pages, *files]]
    rounds["+ meaning, checks (read)"] = lambda: [[options.program, "read", "--ocr", "never", *files]]
    rounds["+ store (ingest --jobs 1)"] = lambda: [[options.program, "ingest", "--jobs", "1", "--ocr", "never", "--db",
                                                    tempfile.mktemp(dir=scratch, suffix=".db"), *files]]
    if options.others:
        if shutil.which("mutool"):
            rounds["mutool draw -F stext"] = lambda: [["mutool", "draw", "-q", "-F", "stext", "-o", "/dev/null", f]
                                                      for f in files]
        if subprocess.run([sys.executable, "-c", "import fitz"], capture_output=True).returncode == 0:
            rounds["PyMuPDF find_tables"] = lambda: [[sys.executable, "-c", PYMUPDF, *files]]
    times = {name: [] for name in rounds}
    for _ in range(options.runs):
        for name, commands in rounds.items():
            times[name].append(cpu_seconds(commands()))
    shutil.rmtree(scratch)
    pages = pages_of(files)
    base = statistics.median(times["pdftotext -tsv"])
    print(f"{len(files)} files, {pages} pages, median of {options.runs} interleaved runs, CPU time of one core")
    for name, taken in times.items():
        middle = statistics.median(taken)
        ratios = statistics.median(t / b for t, b in zip(taken, times["pdftotext -tsv"]))
        print(f"{name:28s} {middle:8.3f} s  x {ratios:5.2f}  {pages / middle if middle else 0:8.0f} pages/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

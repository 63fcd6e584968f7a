#!/usr/bin/env python3
"""What isolation costs, and what a second worker brings.

usage: isolation.py PROGRAM [--runs N] [--ocr] [FILE...]

Ingests the same FILEs [the born-digital PDFs and the dumps of ../shared/corpus/dev that are to be read] into new
stores: in this process (--jobs 0), in one worker, in two. The three are interleaved N times [5]; printed are the medians of
time on the clock and of CPU time (of the program and its workers), and of the ratios within each round, so that what
disturbs the machine disturbs all alike. --ocr: recognise scans too, without a cache.
"""
import argparse, json, os, pathlib, resource, statistics, subprocess, sys, tempfile, time

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"


def files_by_default(with_scans):
    manifest = json.load(open(SHARED / "corpus/dev/manifest.json", encoding="utf-8"))
    return [str(SHARED / "corpus/dev" / d["source"]) for d in manifest["documents"]
            if d["expected"]["outcome"].startswith("ok") and (with_scans or "scan" not in d["derive"])]


def measure(command):
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    clock = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def pages_of(path):
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:")), 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--ocr", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_intermixed_args()
    if not options.files and not SHARED.exists():
        print("skipped: no", SHARED)
        return 0
    files = options.files or files_by_default(options.ocr)
    rounds = {jobs: [] for jobs in (0, 1, 2)}
    with tempfile.TemporaryDirectory() as scratch:
        for run in range(options.runs):
            for jobs in rounds:
                rounds[jobs].append(measure(
                    [options.program, "ingest", "--jobs", str(jobs), "--db", f"{scratch}/{run}-{jobs}.db", "--ocr-cache", "",
                     *([] if options.ocr else ["--ocr", "never"]), *files]))
    pages = sum(map(pages_of, files))
    print(f"{len(files)} files, {pages} pages, median of {options.runs} interleaved runs; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for jobs, times in rounds.items():
        clock, cpu = (statistics.median(t[i] for t in times) for i in (0, 1))
        print(f"--jobs {jobs}: {clock:7.2f} s, {pages / clock:6.1f} pages/s; CPU {cpu:7.2f} s")

    def ratio(over, under, what):
        return statistics.median(a[what] / b[what] for a, b in zip(rounds[over], rounds[under]))

    print(f"isolation: x {ratio(1, 0, 0):.3f} on the clock, x {ratio(1, 0, 1):.3f} CPU")
    print(f"two workers: x {ratio(1, 2, 0):.2f} pages per second of one")
    return 0


if __name__ == "__main__":
    sys.exit(main())

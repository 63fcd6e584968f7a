#!/usr/bin/env python3
"""Peak memory of the worker that reads a long PDF, beside that of a short one made of the same pages.

usage: memory.py PROGRAM [--pages 100,2000] [--whole] [FILE...]

The PDFs are made with qpdf from the pages of FILEs, over and over; without FILEs: the born-digital PDFs of
../shared/corpus/dev that are to be read, with their agenda packs' prose. --whole: made with pdfunite instead, which
copies fonts and content with each page, so that the file is as long as its pages.
The figure is the worker's VmHWM as the kernel counts it, the document's bytes included.
"""
import argparse, json, pathlib, subprocess, sys, tempfile, time

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"


def files_by_default():
    manifest = json.load(open(SHARED / "corpus/dev/manifest.json", encoding="utf-8"))
    return [str(SHARED / "corpus/dev" / d["source"]) for d in manifest["documents"]
            if d["derive"] == "pdf" and d["expected"]["outcome"] == "ok"]


def pages_of(path):
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))


def make(files, pages, whole, out):
    counts = {f: pages_of(f) for f in files}
    if whole:
        command, have = ["pdfunite"], 0
        while have < pages:
            for f in files:
                if have < pages:
                    command.append(f)
                    have += counts[f]
        subprocess.run(command + [str(out)], check=True)
        return have
    command, have = ["qpdf", "--empty", "--pages"], 0
    while have < pages:
        for f in files:
            take = min(counts[f], pages - have)
            if take > 0:
                command += [f, f"1-{take}"]
                have += take
    subprocess.run(command + ["--", str(out)], check=True)
    return have


def children(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []


def peak_of(pid):
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def worker_peak(program, path, scratch):
    store = tempfile.mktemp(dir=scratch, suffix=".db")
    begun = time.monotonic()
    process = subprocess.Popen([program, "ingest", "--jobs", "1", "--ocr", "never", "--document-time", "3600", "--db", store,
                                str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        for child in children(process.pid):
            peak = max(peak, peak_of(child))
        time.sleep(0.02)
    return peak, time.monotonic() - begun


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pages", default="100,2000")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_intermixed_args()
    if not options.files and not SHARED.exists():
        print("skipped: no", SHARED)
        return 0
    files = options.files or files_by_default()
    first = None
    with tempfile.TemporaryDirectory() as scratch:
        for pages in map(int, options.pages.split(",")):
            path = pathlib.Path(scratch, f"{pages}.pdf")
            have = make(files, pages, options.whole, path)
            peak, seconds = worker_peak(options.program, path, scratch)
            first = first or peak
            print(f"{have} pages, {path.stat().st_size >> 10} KiB: peak {peak >> 10} MiB, x {peak / first:.2f}; "
                  f"{seconds:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

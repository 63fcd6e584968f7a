#!/usr/bin/env python3
"""How long is a night in which nothing is new?

    noop_night.py PROGRAM [--files N] [--zipped SHARE]    default 10000 files, a tenth of them in zip files

Makes N short dumps in nested folders, reads them once, then measures runs that find all of them known: median
of five, and their peak memory. The bar is 5 s for 10,000 files.
"""
import argparse
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time
import zipfile


def text(number):
    return f"Notes of meeting {number}\n\nNothing of interest was said at meeting {number}.\n"


def make(folder, files, zipped):
    in_zips = int(files * zipped)
    for first in range(0, in_zips, 100):
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / f"papers-{first}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(first, min(first + 100, in_zips)):
                archive.writestr(f"notes-{number}.txt", text(number))
    for number in range(in_zips, files):
        place = folder / str(number % 50) / str(number % 7)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"notes-{number}.txt").write_text(text(number))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=10000)
    parser.add_argument("--zipped", type=float, default=0.1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch, "incoming")
        make(folder, args.files, args.zipped)
        command = [args.program, "ingest", "--incoming", str(folder), "--db", f"{scratch}/store.db",
                   "--summary", f"{scratch}/run.json", "--metrics", f"{scratch}/run.prom"]
        begin = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print(f"first night: {args.files} files in {time.monotonic() - begin:.1f} s")
        times = []
        for _ in range(5):
            begin = time.monotonic()
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            times.append(time.monotonic() - begin)
        assert f"{args.files} known already" in done.stdout, done.stdout
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"night with nothing new: median {statistics.median(times):.2f} s of "
              f"{', '.join(f'{t:.2f}' for t in sorted(times))}; peak memory of any run {peak:.0f} MiB")


if __name__ == "__main__":
    main()

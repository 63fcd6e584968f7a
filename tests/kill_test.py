#!/usr/bin/env python3
"""Kills runs of `domesday ingest` at random moments and looks at what is left.

    kill_test.py PROGRAM SAMPLES [--runs 200] [--documents 60] [--seed 1]

Each run: a new store, an ingest over the same documents whose supervisor or one of whose workers gets SIGKILL at
a random moment, then one more ingest. The export must equal that of an undisturbed run, byte for byte, and SQLite
must find the store whole. Prints one line with the counts; exit status 1 when a run differs.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time


def make_documents(samples, folder, count):
    """Text dumps made from the samples: the same registers with other numbers in their ids."""
    dumps = sorted(p for p in samples.glob("*.txt"))
    for i in range(count):
        source = dumps[i % len(dumps)]
        data = source.read_bytes()
        if i >= len(dumps):
            data = re.sub(rb"\b(CR|CO|SR|RK|Corp) ?(\d+)\b", lambda m: m[1] + b" " + str(int(m[2]) + 40 * i).encode(), data)
        (folder / f"{i:03}-{source.name}").write_bytes(data)


def ingest(program, store, folder):
    return subprocess.Popen([program, "ingest", "--db", store, "--jobs", "2", folder],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def export(program, store):
    done = subprocess.run([program, "export", "--db", store], capture_output=True, check=True)
    return done.stdout


def children(pid):
    try:
        return [int(c) for c in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("samples", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="domesday-kill-"))
    papers = work / "papers"
    papers.mkdir()
    make_documents(args.samples, papers, args.documents)

    begun = time.monotonic()
    ingest(args.program, work / "calm.db", papers).wait()
    length = time.monotonic() - begun
    calm = export(args.program, work / "calm.db")

    wrong, supervisors, workers, finished = [], 0, 0, 0
    for run in range(args.runs):
        store = work / f"{run}.db"
        process = ingest(args.program, store, papers)
        time.sleep(chance.uniform(0, length * 1.05))
        victims = children(process.pid)
        if process.poll() is not None:
            finished += 1
        elif victims and chance.random() < 0.5:
            workers += 1
            try:
                os.kill(chance.choice(victims), signal.SIGKILL)
            except ProcessLookupError:
                pass
        else:
            supervisors += 1
            process.kill()
        process.wait()
        ingest(args.program, store, papers).wait()
        if export(args.program, store) != calm:
            wrong.append(f"run {run}: the export differs")
        whole = sqlite3.connect(store).execute("PRAGMA integrity_check").fetchone()[0]
        if whole != "ok":
            wrong.append(f"run {run}: {whole}")
        for left in work.glob(f"{run}.db*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    shutil.rmtree(work)
    print(f"{args.runs} runs over {args.documents} documents: supervisor killed {supervisors}, a worker {workers}, "
          f"ended before {finished}; {len(wrong)} differ")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

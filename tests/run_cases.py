#!/usr/bin/env python3
"""Run the program on the case folders and compare what it prints.

    run_cases.py PROGRAM CASE_FOLDER...              compare; exit 1 when something differs
    run_cases.py --rewrite PROGRAM CASE_FOLDER...    write what was printed as the new expectation

A case folder holds `cmd` (a shell script; `domesday` is the program), its input files, and what is expected:
`stdout`, `stderr`, `status`. It runs in a copy of the folder, so that a case leaves nothing behind.
"""
import argparse
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

EXPECTED = ("stdout", "stderr", "status")
TIME_LIMIT = 120  # s


def run(program, case):
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch, "case")
        shutil.copytree(case, work, ignore=shutil.ignore_patterns(*EXPECTED), symlinks=True)
        tools = pathlib.Path(scratch, "bin")
        tools.mkdir()
        (tools / "domesday").symlink_to(program)
        environment = {"PATH": f"{tools}:{os.environ['PATH']}", "LC_ALL": "C", "TZ": "UTC", "HOME": scratch,
                       "SAMPLES": str(pathlib.Path(__file__).resolve().parent.parent / "samples")}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TESSDATA_PREFIX"):
            if name in os.environ:
                environment[name] = os.environ[name]
        done = subprocess.run(["bash", "-eu", "cmd"], cwd=work, env=environment, capture_output=True,
                              timeout=TIME_LIMIT, stdin=subprocess.DEVNULL)
    return {"stdout": done.stdout, "stderr": done.stderr, "status": b"%d\n" % done.returncode}


def differences(case, got):
    for name in EXPECTED:
        path = case / name
        expected = path.read_bytes() if path.exists() else b""
        if got[name] != expected:
            old, new = (text.decode("utf-8", "replace").splitlines(keepends=True) for text in (expected, got[name]))
            yield "".join(difflib.unified_diff(old, new, f"{case.name}/{name}", "what was printed"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("cases", nargs="+")
    parser.add_argument("--rewrite", action="store_true")
    args = parser.parse_args()
    failed = 0
    for case in map(pathlib.Path, args.cases):
        got = run(pathlib.Path(args.program).resolve(), case)
        if args.rewrite:
            for name in EXPECTED:
                (case / name).write_bytes(got[name])
            continue
        found = list(differences(case, got))
        failed += bool(found)
        for text in found:
            print(text)
    print(f"{len(args.cases)} cases, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

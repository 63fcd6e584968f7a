#!/usr/bin/env python3
"""Runs the commands that a Markdown page shows and compares what they print.

    readme_test.py PROGRAM SOURCE_DIR PAGE.md [--rewrite]

A fenced block that begins with ```console holds commands (lines that begin with "$ ") and what they print, results
and words alike. They run one after the other in one empty folder in which `samples` is the project's; `domesday` is
PROGRAM. A line "..." in the output stands for any lines. Commands that build (git, cd, sudo, scripts/...) are
not run here: .ci/run runs them. --rewrite puts the real output into the page; "..." lines must then be made by hand.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

NOT_HERE = re.compile(r"^(sudo |git |cd |scripts/|cmake |ctest )")


def parts(block):
    """(command, expected lines) pairs of a block."""
    found = []
    for line in block:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


def matches(expected, printed):
    """Whether `printed` is `expected`, in which "..." stands for any number of lines."""
    if not expected:
        return not printed
    if expected[0] == "...":
        return any(matches(expected[1:], printed[i:]) for i in range(len(printed) + 1))
    return bool(printed) and printed[0] == expected[0] and matches(expected[1:], printed[1:])


def run(command, program, folder):
    environment = dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return [line.rstrip() for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--rewrite", action="store_true")
    args = parser.parse_args()
    program, lines = args.program.resolve(), args.page.read_text().split("\n")
    out, failures, count = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(args.source.resolve() / "samples", pathlib.Path(folder) / "samples")
        i = 0
        while i < len(lines):
            out.append(lines[i])
            if lines[i].strip() != "```console":
                i += 1
                continue
            end = next(j for j in range(i + 1, len(lines)) if lines[j].strip() == "```")
            for command, expected in parts(lines[i + 1:end]):
                out.append("$ " + command)
                if NOT_HERE.match(command):
                    out += expected
                    continue
                count += 1
                printed = run(command, program, folder)
                if matches(expected, printed):
                    out += expected
                else:
                    out += printed
                    failures.append((command, expected, printed))
            i = end
    if args.rewrite:
        args.page.write_text("\n".join(out))
        print(f"{args.page}: {count} commands, {len(failures)} rewritten")
        return 0
    for command, expected, printed in failures:
        print(f"$ {command}\n--- {args.page} says\n" + "\n".join(expected) + "\n--- it prints\n" + "\n".join(printed) + "\n")
    print(f"{args.page}: {count} commands, {len(failures)} print something else")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

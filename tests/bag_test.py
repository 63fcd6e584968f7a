#!/usr/bin/env python3
"""A bag is valid by RFC 8493, checked without any of our code; what is missing is told and leaves it valid.

    bag_test.py PROGRAM SAMPLE...
"""
import csv
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile


def lines_of(path):
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text and (text == "" or text.endswith("\n")), path
    return text.splitlines()


def checked_manifest(bag, name):
    listed = {}
    for line in lines_of(bag / name):
        digest, file = re.fullmatch(r"([0-9a-f]{64}) +(\S+)", line).groups()
        assert file not in listed and ".." not in file.split("/") and not file.startswith(("/", "~")), file
        assert hashlib.sha256((bag / file).read_bytes()).hexdigest() == digest, file
        listed[file] = digest
    return listed


def validate(bag):
    """RFC 8493, sections 2 and 3: a complete and valid bag."""
    assert lines_of(bag / "bagit.txt") == ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"]
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    payload = {file for file in files if file.startswith("data/")}
    assert set(checked_manifest(bag, "manifest-sha256.txt")) == payload
    tags = checked_manifest(bag, "tagmanifest-sha256.txt")
    assert set(tags) == files - payload - {"tagmanifest-sha256.txt"}
    assert not [path for path in bag.rglob("*") if path.is_symlink()]
    info = dict(re.fullmatch(r"([^:]+): (.*)", line).groups() for line in lines_of(bag / "bag-info.txt"))
    octets, count = map(int, info["Payload-Oxum"].split("."))
    assert count == len(payload) and octets == sum((bag / file).stat().st_size for file in payload)
    return payload


def run(program, *words, status=0):
    done = subprocess.run([program, *map(str, words)], capture_output=True)
    assert done.returncode == status, (words, done.returncode, done.stderr)
    return done


def main():
    program, *samples = map(lambda name: pathlib.Path(name).resolve(), sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        papers = scratch / "papers"
        papers.mkdir()
        hostile = papers / ("=$(rm -rf) ; ü" + "x" * 150 + "\n.txt")
        shutil.copy(samples[0], hostile)
        for sample in samples[1:-1]:
            shutil.copy(sample, papers)
        with zipfile.ZipFile(papers / "more.zip", "w") as archive:
            archive.write(samples[-1], "../" + samples[-1].name)
        store = scratch / "store.db"
        subprocess.run([program, "ingest", "--db", store, papers], capture_output=True)

        def bag_of(name, status=0):
            return run(program, "export", "--db", store, "--format", "bagit", "--out", scratch / name, status=status)

        bag_of("bag")
        payload = validate(scratch / "bag")
        bytes_of = sorted(hashlib.sha256(sample.read_bytes()).hexdigest() for sample in samples)
        originals = sorted(file for file in payload if file.startswith("data/originals/"))
        assert [pathlib.Path(file).name[:64] for file in originals] == bytes_of
        assert all(re.fullmatch(r"data/originals/[0-9a-f]{64}-[A-Za-z0-9._-]{1,100}", file) for file in originals)
        exported = (scratch / "bag/data/exports/registers.json").read_bytes()
        assert exported == run(program, "export", "--db", store).stdout
        events = json.loads((scratch / "bag/metadata/events.json").read_text())["events"]
        assert sorted(reading["linkingObjectIdentifierValue"] for event in events
                      for reading in event["linkingObjectIdentifier"]) == bytes_of
        print(f"valid: {len(payload)} files, {len(originals)} originals")

        bag_of("again")
        for path in sorted((scratch / "bag").rglob("*")):
            if path.is_file():
                other = scratch / "again" / path.relative_to(scratch / "bag")
                assert path.read_bytes() == other.read_bytes(), f"{path} differs from one run to the next"
        assert b"is there already" in bag_of("bag", status=6).stderr

        hostile.unlink()
        (papers / samples[1].name).write_bytes(b"other bytes")
        told = bag_of("partial", status=4).stderr
        validate(scratch / "partial")
        with open(scratch / "partial/data/originals-missing.csv", newline="") as file:
            missing = {row["sha256"]: row["state"] for row in csv.DictReader(file)}
        assert missing == {hashlib.sha256(samples[0].read_bytes()).hexdigest(): "missing",
                           hashlib.sha256(samples[1].read_bytes()).hexdigest(): "changed"}, missing
        assert b"2 originals are not in the bag" in told, told
        print("valid without two originals, which are listed")


if __name__ == "__main__":
    main()

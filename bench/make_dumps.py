#!/usr/bin/env python3
"""Many dumps from the few in samples/: ids and periods changed, nothing else.

    make_dumps.py FOLDER [COUNT]

Numbers of ids are permuted within their length and years and quarters shifted, so that every copy keeps its
layout to the character and is a document of its own.
"""
import pathlib
import re
import sys

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "samples"
QUARTERS = 4
YEARS = 40


def decoded(data):
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252"), "cp1252"


def other_number(digits, copy):
    if digits.startswith("0") or len(digits) > 2:
        return digits
    first, count = (1, 9) if len(digits) == 1 else (10, 90)
    return str((int(digits) - first + copy) % count + first)


def changed(text, copy):
    years = copy // QUARTERS % YEARS
    text = re.sub(r"\b(?=[A-Z]{2,4} ?\d)(CR|CO|CRR|SR|RK|CORP|OPP)( ?)(\d{1,2})\b",
                  lambda m: m[1] + m[2] + other_number(m[3], copy), text)
    text = re.sub(r"\b20(\d\d)([/-])(20)?(\d\d)\b",
                  lambda m: "20%02d%s%s%02d" % ((int(m[1]) + years) % 100, m[2], m[3] or "", (int(m[4]) + years) % 100),
                  text)
    return re.sub(r"\b(Q|Quarter )([1-4])\b",
                  lambda m: m[1] + str((int(m[2]) - 1 + copy) % QUARTERS + 1), text)


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    folder.mkdir(parents=True, exist_ok=True)
    dumps = sorted(SAMPLES.glob("*.txt"))
    texts = [decoded(path.read_bytes()) for path in dumps]
    for number in range(count):
        text, encoding = texts[number % len(texts)]
        copy = number // len(texts)
        name = f"{number:05d}-{dumps[number % len(dumps)].name}"
        (folder / name).write_bytes((changed(text, copy) + f"\n{number}\n").encode(encoding))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Text layers altered by hand are caught by `--ocr verify`; unaltered documents give no alarm.

    verify_test.py PROGRAM PDF...

Makes copies of the first PDF (written by LibreOffice, uncompressed objects) in which one word of one page says
something else than it shows: it is painted with the same letters from a font whose ToUnicode map is false, as a
forger would do it. Then reads every PDF as it is.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib


class Pdf:
    def __init__(self, path):
        self.bytes = pathlib.Path(path).read_bytes()
        self.objects = {int(m[1]): m[2] for m in re.finditer(rb"(\d+) 0 obj\s*(.*?)\s*endobj", self.bytes, re.S)}
        self.added = {}

    def stream(self, number):
        head, _, rest = self.objects[number].partition(b"stream")
        return zlib.decompressobj().decompress(rest.lstrip(b"\r\n")) if b"FlateDecode" in head else rest

    def put(self, number, body):
        self.added[number] = body

    def put_stream(self, number, content):
        packed = zlib.compress(content)
        self.put(number, b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed))

    def written(self):
        """The file with the new objects behind it and a table of them: an incremental update."""
        out, places = bytearray(self.bytes + b"\n"), {}
        for number, body in sorted(self.added.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = len(out)
        out += b"xref\n"
        for number, place in places.items():
            out += b"%d 1\n%010d 00000 n \n" % (number, place)
        before = re.findall(rb"startxref\s+(\d+)", self.bytes)[-1]
        root = re.search(rb"/Root (\d+ 0 R)", self.bytes)[1]
        size = max([*self.objects, *self.added]) + 1
        out += b"trailer\n<</Size %d/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, before, table)
        return bytes(out)


def reference(body, key):
    return int(re.search(rb"/%s (\d+) 0 R" % key, body)[1])


def letters_of(pdf, font):
    return dict(re.findall(rb"<(\w\w)> <(\w{4})>", pdf.stream(reference(pdf.objects[font], b"ToUnicode"))))


def text_of(shown, letters):
    codes = re.findall(rb"\w\w", b"".join(re.findall(rb"<(\w+)>", shown)))
    return "".join(chr(int(letters.get(code.upper(), b"0020"), 16)) for code in codes).strip()


def forged(path, page, shows, says, occurrence=0):
    """A copy whose page `page` (from 1) shows the word `shows` and says `says` there, once."""
    pdf = Pdf(path)
    pages = [n for n, body in sorted(pdf.objects.items()) if b"/Type/Page/" in body]
    body = pdf.objects[pages[page - 1]]
    resources = reference(body, b"Resources")
    font_list = reference(pdf.objects[resources], b"Font")
    fonts = {name: int(n) for name, n in re.findall(rb"/(F\d+) (\d+) 0 R", pdf.objects[font_list])}
    content_number = reference(body, b"Contents")
    content = pdf.stream(content_number)
    letters = {name: letters_of(pdf, number) for name, number in fonts.items()}
    font = size = None
    for match in re.finditer(rb"/(F\d+) ([\d.]+) Tf|\[[^\]]*\] ?TJ|<\w+> ?Tj", content):
        if match[1]:
            font, size = match[1], match[2]
        elif text_of(match[0], letters[font]) == shows:
            occurrence -= 1
            if occurrence < 0:
                break
    else:
        raise SystemExit(f"{path}: page {page} does not show {shows!r} so often")
    number = max(pdf.objects) + 1
    false_map = pdf.stream(reference(pdf.objects[fonts[font]], b"ToUnicode"))
    for true, false in zip(shows, says):
        if true != false:
            false_map = false_map.replace(b" <%04X>\n" % ord(true), b" <%04X>\n" % ord(false))
    pdf.put_stream(number, false_map)
    pdf.put(number + 1, re.sub(rb"/ToUnicode \d+", b"/ToUnicode %d" % number, pdf.objects[fonts[font]]))
    pdf.put(font_list, pdf.objects[font_list].replace(b"<<", b"<</F99 %d 0 R" % (number + 1), 1))
    word = b"/F99 %s Tf %s /%s %s Tf" % (size, match[0], font, size)
    pdf.put_stream(content_number, content[:match.start()] + word + content[match.end():])
    return pdf.written()


def read(program, path, mode):
    run = subprocess.run([program, "read", "--ocr", mode, path], capture_output=True, text=True)
    if run.returncode not in (0, 3):
        raise SystemExit(f"{path}: exit status {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout)["documents"][0]


def mismatches(document):
    return [finding for finding in document["findings"] if finding["check"] == "text-layer-mismatch"]


# page, what is shown, what the text layer says, which of them on the page
FORGERIES = [
    (1, "16", "15", 0),
    (1, "25", "26", 0),
    (2, "4", "1", 0),
    (2, "12", "17", 0),
    (3, "20", "10", 0),
    (3, "13", "18", 0),  # an id
]


def main():
    program, documents = sys.argv[1], sys.argv[2:]
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        for page, shows, says, occurrence in FORGERIES:
            path = pathlib.Path(folder) / "forged.pdf"
            path.write_bytes(forged(documents[0], page, shows, says, occurrence))
            found = mismatches(read(program, path, "verify"))
            if [(f["printed"], f["expected"], f["against"]["places"][0]["page"]) for f in found] != [(says, shows, page)]:
                failures.append(f"page {page} shows {shows} and says {says}: {[f['message'] for f in found]}")
            if mismatches(read(program, path, "never")):
                failures.append("a mismatch is found without a look at the picture")
    for path in documents:
        for finding in mismatches(read(program, path, "verify")):
            failures.append(f"{path} is not altered: {finding['message']}")
    print("\n".join(failures) or f"{len(FORGERIES)} forgeries caught, no alarm in {len(documents)} documents")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

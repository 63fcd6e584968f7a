#!/usr/bin/env python3
"""CPU time of reading scans, beside plain tesseract on the same pages in the same run.

usage: scan_speed.py PROGRAM [--runs N] [--pages N] [FILE...]

PROGRAM is `domesday`. Without FILEs: the scans of ../shared/corpus. tesseract (one thread, OMP_THREAD_LIMIT=1) gets
each page rendered by pdftoppm at the dpi of the scan; rendering is not counted for it. domesday reads the PDF itself,
finds rules, cells and entries, and looks again at doubtful places; then once more from its cache. Rounds are
interleaved, and the median of the ratios is told: what disturbs the machine disturbs both.
"""
import argparse, json, os, pathlib, resource, statistics, subprocess, tempfile

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"


def files_by_default():
    manifest = json.load(open(SHARED / "corpus/dev/manifest.json", encoding="utf-8"))
    return [SHARED / "corpus/dev" / d["source"] for d in manifest["documents"] if d["source"].endswith(("scan.pdf", "scan-sideways.pdf"))]


def cpu_seconds(command, **more):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def dpi_of(file):
    rows = subprocess.run(["pdfimages", "-list", file], capture_output=True, text=True).stdout.splitlines()[2:]
    return int(rows[0].split()[12]) if rows else 200


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    files = arguments.files or files_by_default()
    one_thread = dict(os.environ, OMP_THREAD_LIMIT="1")

    print(f"{'document':54} pages  tesseract  domesday  ratio  again")
    with tempfile.TemporaryDirectory() as folder:
        all_ratios = [[] for _ in range(arguments.runs)]
        for file in files:
            pages = pathlib.Path(folder) / file.stem
            pages.mkdir()
            subprocess.run(["pdftoppm", "-gray", "-r", str(dpi_of(file)), file, pages / "page"], check=True)
            pictures = sorted(pages.iterdir())
            plain, own, again = [], [], []
            for run in range(arguments.runs):
                plain.append(sum(cpu_seconds(["tesseract", picture, "-", "--dpi", str(dpi_of(file))], env=one_thread)
                                 for picture in pictures))
                cache = pages / f"cache-{run}"
                command = [arguments.program, "read", "--ocr-cache", cache, file]
                own.append(cpu_seconds(command))
                again.append(cpu_seconds(command))
                all_ratios[run].append((plain[-1], own[-1], again[-1]))
            print(f"{file.name[:54]:54} {len(pictures):5} {statistics.median(plain):9.2f}s {statistics.median(own):8.2f}s "
                  f"{statistics.median(o / p for o, p in zip(own, plain)):6.2f} "
                  f"{100 * statistics.median(a / o for a, o in zip(again, own)):5.1f} %", flush=True)
            subprocess.run(["rm", "-r", str(pages)], check=True)
        totals = [[sum(column) for column in zip(*run)] for run in all_ratios]
        print(f"{'all':54}       {statistics.median(t[0] for t in totals):9.2f}s {statistics.median(t[1] for t in totals):8.2f}s "
              f"{statistics.median(t[1] / t[0] for t in totals):6.2f} "
              f"{100 * statistics.median(t[2] / t[1] for t in totals):5.1f} %")


if __name__ == "__main__":
    main()

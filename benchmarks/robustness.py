"""Files that are broken on purpose: each ends in a result or in an error with a sentence, in time and in bounds.

    python -m benchmarks.robustness [CASES]

Small files of every format are cut, shuffled, overwritten and bit-flipped; of packages also the parts inside. Each is
read as a plan, without the safety of a process of its own for each, in batches under the memory limit that such a
process has; a traceback, a kill by a signal or a case over SECONDS is a failure and is named. Pictures of letters go
through Tesseract and are counted apart, as few as take the time of the rest. Case N is the same in every run.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks._report import line
from lantoakit import plans
from lantoakit.documents import DocumentError
from lantoakit.documents.tests import scans
from lantoakit.documents.tests.making import docx_bytes

CASES = 20_000
PICTURES = 60
OFFICE = 40
SECONDS = 30.0
MEMORY = 1 << 30
BATCH = 500
DEMO = Path(__file__).resolve().parents[1] / "src/lantoa/demo/files"
SAMPLES = Path(plans.__file__).parent / "tests" / "samples"
PIECES = (b"\x00", b"\xff", b"<", b"&", b"%PDF-", b"PK\x03\x04", b"endobj", "MẬT".encode(), b"\n\n", b"]]>")


def plain_files() -> dict[str, bytes]:
    """Small files of the formats that need no other program, by name."""
    html = "<html><body><h1>KẾ HOẠCH</h1><table><tr><td rowspan=2>1</td><td>Mở lớp</td></tr></table></body></html>"
    found = {name: (SAMPLES / name).read_bytes() for name in ("school.txt", "health_station.md", "digital_week.docx")}
    found["27.pdf"] = (DEMO / "ke-hoach-27.pdf").read_bytes()
    found["a.html"] = html.encode()
    found["a.docx"] = docx_bytes(lambda document: document.add_table(rows=2, cols=2).cell(0, 0).add_paragraph("Việc"))
    return found


def pictures() -> dict[str, bytes]:
    """A scan as JPEG and as PDF, on few lines so that Tesseract is quick."""
    sheet = scans.scanned(scans.short(), scans.Wear(seal=False, stamp=False, pen=False), 1)[0]
    small = sheet.resize((sheet.width // 3, sheet.height // 3))
    return {"a.jpg": scans.picture(small), "a.png": scans.picture(small, "PNG"), "quet.pdf": scans.scan_pdf([small])}


def office() -> dict[str, bytes]:
    """A file of each format that LibreOffice reads."""
    rtf = rb"{\rtf1\ansi {\b KE HOACH}\par 1. Cong an xa: Kiem tra.\par}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<office:document-content/>")
    return {"a.rtf": rtf, "a.odt": out.getvalue()}


def broken(data: bytes, chance: random.Random) -> bytes:
    """A file with a few things done to it."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _broken_package(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        data = _changed(data, chance)
    return data


def _changed(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return chance.choice(PIECES)
    a, b = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    match chance.randrange(8):
        case 0:
            return data[:a]
        case 1:
            return data[:a] + data[b:]
        case 2:
            return data[:a] + data[a:b] * 2 + data[b:]
        case 3:
            return data[b:] + data[:b]
        case 4:
            at = min(a, len(data) - 1)
            return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        case 5:
            return data[:a] + chance.choice(PIECES) * chance.choice((1, 3, 400)) + data[a:]
        case 6:
            return data[:a] + chance.randbytes(min(b - a, 64)) + data[min(b, a + 64) :]
        case _:
            return data[:a] + data[a:b][::-1] + data[b:]


def _broken_package(data: bytes, chance: random.Random) -> bytes:
    """A package of which one part is broken."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        # The text itself is the likeliest.
        target = "word/document.xml" if chance.random() < 0.6 and "word/document.xml" in names else chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, _changed(content, chance) if name == target else content)
    return out.getvalue()


def batch(kind: str, first: int, last: int) -> None:
    """Read cases first to last (excluded) and print, for each, a line before it and at the end what came out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if kind == "plain":
        os.environ["PATH"] = ""  # a PDF whose text layer is broken would be read by Tesseract: those are counted apart
    files = list({"plain": plain_files, "pictures": pictures, "office": office}[kind]().items())
    slowest = (0.0, -1)
    for number in range(first, last):
        print(json.dumps({"case": number}), flush=True)
        name, data = files[number % len(files)]
        data = broken(data, random.Random(number))
        signal.alarm(int(SECONDS) + 5)
        start = time.perf_counter()
        try:
            plans.read(data, name)
            said = "read"
        except DocumentError as error:
            said = error.code
        print(json.dumps({"said": said}), flush=True)
        slowest = max(slowest, (time.perf_counter() - start, number))
        signal.alarm(0)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"slowest": slowest, "memory": used}))


def run(kind: str, cases: int) -> int:
    """Run all cases of a kind in batches, two at a time; print what came out. Returns how many failed."""
    out: Counter[str] = Counter()
    failures: list[str] = []
    slowest, memory = (0.0, -1), 0.0
    waiting = [(first, min(first + BATCH, cases)) for first in range(0, cases, BATCH)]
    running: list[tuple[subprocess.Popen[str], int]] = []
    while waiting or running:
        while waiting and len(running) < 2:
            first, last = waiting.pop(0)
            command = [sys.executable, "-m", "benchmarks.robustness", kind, str(first), str(last)]
            running.append((subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True), last))
        process, last = running.pop(0)
        printed, errors = process.communicate()
        lines: list[dict[str, Any]] = [json.loads(x) for x in printed.splitlines()]
        out.update(x["said"] for x in lines if "said" in x)
        if process.returncode == 0:
            slowest, memory = max(slowest, tuple(lines[-1]["slowest"])), max(memory, lines[-1]["memory"])
        else:
            case = next((x["case"] for x in reversed(lines) if "case" in x), -1)
            failures.append(f"case {case} of {kind}: exit {process.returncode} {errors.strip()[-300:]}")
            if 0 <= case < last - 1:
                waiting.append((case + 1, last))
    print(f"{sum(out.values())} {kind} cases: " + ", ".join(f"{n} {code}" for code, n in out.most_common()))
    for failure in failures:
        print("  " + failure)
    line(f"{kind}: without a result or a typed error", len(failures), "", 1, "limit (under)")
    line(f"{kind}: slowest case, number {slowest[1]}", slowest[0], "s", SECONDS, "limit")
    line(f"{kind}: most memory of a process", memory, "MB", MEMORY / 2**20, "limit")
    return len(failures)


def hostile() -> dict[str, bytes]:
    """Files made to take much, with nothing in them."""
    bomb, inner = io.BytesIO(), b"<w:document>" + b"a" * 200_000_000 + b"</w:document>"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", inner)
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><html><body>KE HOACH &b;</body></html>'
    laughs = [b'<!DOCTYPE a [<!ENTITY b0 "ha">']
    laughs += [b'<!ENTITY b%d "%s">' % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 10)]
    return {
        "bomb.docx": bomb.getvalue(),
        "xxe.html": entity,
        "laughs.html": b"".join(laughs) + b"]><html><body>&b9;</body></html>",
        "empty.pdf": b"",
        "zeros.txt": bytes(1_000_000),
        "large.txt": b"a" * 200_000_000,
        "large.pdf": b"%PDF-1.7\n" + b"0" * 200_000_000,
        "deep.html": b"<div>" * 200_000 + "KẾ HOẠCH".encode(),
        "deep.pdf": b"%PDF-1.7\n1 0 obj\n" + b"[" * 2_000_000,
    }


def read_hostile() -> int:
    """Read them as `lantoa read` does, one after another; print what came of each. Returns how many failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in hostile().items():
            path = Path(folder, name)
            path.write_bytes(data)
            start = time.perf_counter()
            try:
                plans.read_apart(path)
                said = "read"
            except DocumentError as error:
                said = error.code
            seconds = time.perf_counter() - start
            failed += said == "reader_broke" or seconds > SECONDS
            print(f"  {name:<12} {len(data) / 1e6:>6.1f} MB  {said:<20} {seconds:.1f} s")
    return failed


def main(arguments: list[str]) -> int:
    """Run everything; returns 1 where a case failed."""
    if len(arguments) == 3:
        batch(arguments[0], int(arguments[1]), int(arguments[2]))
        return 0
    failed = run("plain", int(arguments[0]) if arguments else CASES)
    if shutil.which("tesseract"):
        failed += run("pictures", PICTURES)
    if shutil.which("soffice"):
        failed += run("office", OFFICE)
    return int(failed + read_hostile() > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

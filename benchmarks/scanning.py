"""How well and how fast scans are read: the project's own plans, printed, laid askew, made noisy, read by Tesseract.

    python -m benchmarks.scanning [NAME …]

The plans that lie there as DOCX are printed by LibreOffice, the paper of the tests with its seal, stamps and
handwriting by Typst. The time is that of the whole way from the file to the plan, against Tesseract alone on the same
pages: one run with its own search for columns, at the same resolution, on one thread as well. It is the processor's
time, which is that of the clock where nothing else runs, and does not change with what else does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from benchmarks._report import line
from benchmarks.reading import SAMPLES, SHARED, scorer
from lantoakit import plans
from lantoakit.documents.readers.scan import tesseract
from lantoakit.documents.tests import scans
from lantoakit.documents.tests.scans import Wear
from lantoakit.plans.comparing import FIELDS, agreement
from lantoakit.writing import office

FLOOR = 0.85
MOST_TIMES = 1.3
WEARS = (Wear(), Wear(skew=-1.6, noise=12, mode="L"), Wear(skew=0.7, shade=0.3, dpi=220))


def main(names: list[str]) -> int:
    """Print one line for each figure; returns 1 where one is beyond its bound, or nothing could be read."""
    if tesseract.program() is None:
        print("Tesseract is not installed with Vietnamese (Debian: tesseract-ocr tesseract-ocr-vie)")
        return 1
    scores: list[float] = []
    ours = alone = 0.0
    pages = 0
    for n, (name, gold, images) in enumerate(papers()):
        if names and name not in names:
            continue
        wear = WEARS[n % len(WEARS)]
        worn = images if name == "sample" else _worn(images, wear)
        scan = scans.scan_pdf(worn, wear.dpi)
        began = spent()
        read = plans.read(scan).to_json()
        seconds = spent() - began
        by_tesseract = tesseract_alone(worn, wear.dpi)
        scores.append(score(name, gold, read))
        line(f"{name}: score, {len(worn)} pages", scores[-1], "", FLOOR, "floor")
        line(f"{name}: time to Tesseract's", seconds / by_tesseract, "times", MOST_TIMES, "limit")
        ours, alone, pages = ours + seconds, alone + by_tesseract, pages + len(worn)
    line(f"{len(scores)} scans: lowest score", min(scores), "", FLOOR, "floor")
    line(f"{len(scores)} scans: mean score", sum(scores) / len(scores), "", FLOOR, "floor")
    line("time for a page", ours / pages, "s", MOST_TIMES * alone / pages, "limit")
    line("time to that of Tesseract alone", ours / alone, "times", MOST_TIMES, "limit")
    return int(min(scores) < FLOOR or ours > MOST_TIMES * alone)


def papers() -> Iterator[tuple[str, dict[str, Any], list[Image.Image]]]:
    """Yield the name of each paper, its gold reading, and its pages: clean; of the sample as scanned."""
    paper = scans.sample()
    gold = plans.read(scans.as_html(paper), name="a.html").to_json()
    yield "sample", gold, scans.scanned(paper, WEARS[0])
    sources = [(path.with_name(path.stem + ".gold.json"), path) for path in sorted(SAMPLES.glob("*.docx"))]
    if SHARED.is_dir():
        sources.append((SHARED / "plans" / "101.gold.json", SHARED / "plans" / "101.docx"))
    if office.available() is None:
        print("LibreOffice is not installed: the plans in DOCX are left out")
        return
    for n, (known, source) in enumerate(sources, start=1):
        gold = json.loads(known.read_text(encoding="utf-8"))
        if all(field in gold for field in FIELDS):
            yield source.stem, gold, printed(source, WEARS[n % len(WEARS)].dpi)


def printed(source: Path, dpi: int) -> list[Image.Image]:
    """Return the pages of a DOCX as they come out of the printer."""
    document = pdfium.PdfDocument(office.to_pdf(source.read_bytes()))
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def _worn(pages: list[Image.Image], wear: Wear) -> list[Image.Image]:
    chance = np.random.default_rng(1)
    return [scans.worn(page, wear, chance) for page in pages]


def score(name: str, gold: dict[str, Any], read: dict[str, Any]) -> float:
    """Return how near a reading comes to its gold: by the scorer beside the golds for the plan that lies there."""
    if name == "101":
        overall: float = scorer().score(gold, read)["overall"]
        return overall
    found = agreement(gold, read)
    return sum(found.values()) / len(found)


def tesseract_alone(pages: list[Image.Image], dpi: int) -> float:
    """Return the seconds that Tesseract takes for pages by itself, the words with their boxes."""
    program = tesseract.program()
    assert program is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n, page in enumerate(pages):
            page.save(folder / f"{n}.ppm" if page.mode == "RGB" else folder / f"{n}.pgm")
        files = sorted(folder.glob("*.p?m"), key=lambda path: int(path.stem))
        (folder / "list.txt").write_text("".join(f"{path}\n" for path in files), encoding="utf-8")
        command = [program, "list.txt", "stdout", "-l", "vie", "--oem", "1", "--dpi", str(dpi), "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        began = spent()
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        return spent() - began


def spent() -> float:
    """Return the seconds of the processor that this process and those it started and ended have taken."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

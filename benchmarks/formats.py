"""The same plan as Word, text, PDF and scan: how far its readings agree.

    python -m benchmarks.formats

Three plans of a commune, a Party committee and a department are written as DOCX by python-docx, as plain text, and as
PDF by Typst. The PDF is then printed at 200 dpi, laid askew by one degree, made noisy, stamped as received, signed in
pen under a red seal, and read by Tesseract. The reading of the Word file, which a test holds against what the plan
says, is the measure of the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from benchmarks._report import line
from lantoakit import plans
from lantoakit.documents.readers.scan import tesseract
from lantoakit.documents.tests import scans
from lantoakit.plans.comparing import agreement
from lantoakit.plans.tests.layouts.paper import Paper, without_notes
from lantoakit.plans.tests.layouts.papers import COMMUNE, DEPARTMENT, PARTY
from lantoakit.plans.tests.layouts.plain import plain
from lantoakit.plans.tests.layouts.typeset import Layout, pdf
from lantoakit.plans.tests.layouts.word import word

SAME, SCAN = 0.98, 0.85
PAPERS = {"commune": COMMUNE, "party": PARTY, "department": DEPARTMENT}
WITH_MERGED_CELLS = {"department"}  # plain text has no place for them
WEAR = scans.Wear(skew=1.0)


def scan(paper: Paper, signer: str) -> bytes:
    """Return the plan as a scanned PDF."""
    return scans.scan_pdf(scans.on_glass(pdf(paper, Layout(appendix="portrait")), signer, WEAR), WEAR.dpi)


def overall(wanted: dict[str, Any], data: bytes, name: str) -> float:
    """Return how far a reading agrees with the wanted one, over all fields."""
    found = agreement(wanted, plans.read(data, name).to_json())
    return sum(found.values()) / len(found)


def readings(name: str, paper: Paper) -> Iterator[tuple[str, float, float]]:
    """Yield each format, its floor, and how far the reading of the plan in it agrees with that of the Word file."""
    wanted = plans.read(word(paper), "a.docx").to_json()
    yield "PDF", SAME, overall(wanted, pdf(paper, Layout()), "a.pdf")
    if name not in WITH_MERGED_CELLS:
        bare = without_notes(paper)
        yield "text", SAME, overall(plans.read(word(bare), "a.docx").to_json(), plain(bare).encode(), "a.txt")
    if tesseract.program() is not None:
        yield "scan", SCAN, overall(wanted, scan(paper, wanted["document"]["signer"]["name"]), "quet.pdf")


def main() -> int:
    """Print the agreement of each plan in each format; returns 1 where one is under its floor."""
    failed = 0
    for name, paper in PAPERS.items():
        for kind, floor, found in readings(name, paper):
            failed += found < floor
            line(f"{name} as {kind}: agreement with the Word file", found, "", floor, "floor")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())

"""How fast a file is read, against its peers in the same run, how much memory a long one takes, and how time grows.

    python -m benchmarks.reading_speed

On one core, warm, the best of several runs. The PDF stage makes paragraphs, tables and boxes of lines out of a file;
its peer is pypdfium2's bare text (one call a page). The whole reading is a plan with all its fields; its peer is
pdfplumber's `extract_text`. The process that reads untrusted files is counted apart. Growth compares texts of a form
with ten times as much of it.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from benchmarks._report import line
from lantoakit import plans
from lantoakit.documents.collecting import without_collection
from lantoakit.documents.limits import Limits
from lantoakit.documents.readers.pdf import read_pdf
from lantoakit.documents.tests.making import typeset

SAMPLE = Path(__file__).resolve().parents[1] / "src/lantoa/demo/files/ke-hoach-27"
STAGE, WHOLE, SANDBOX, MEMORY, GROWTH = 2.0, 0.2, 1.5, 400.0, 11.0
PAGES = 300
ROUNDS = 5
TASKS = "1. Phòng Văn hóa - Xã hội xã: Chủ trì, phối hợp với Công an xã mở 02 lớp; hoàn thành trước ngày 15/11/2026.\n"
COLUMNS = "TT Nội dung Đơn vị chủ trì Thời gian\n"
HEAD = "ỦY BAN NHÂN DÂN\nXÃ MINH HỌA\nSố: 27/KH-UBND\nKẾ HOẠCH\nPhổ cập kỹ năng số\nII. TỔ CHỨC THỰC HIỆN\n"
FORMS: dict[str, Callable[[int], str]] = {
    "tasks": lambda n: HEAD + TASKS * (40 * n),
    "one long line": lambda n: HEAD + "Tuyên truyền kỹ năng số cho người dân, " * (150 * n),
    "headings": lambda n: "".join(f"{i}. Mục\n" for i in range(1, 1_000 * n)),
    "blank lines": lambda n: HEAD + "\n \t" * (4_000 * n) + TASKS,
    "white space in a line": lambda n: HEAD + "Mở" + " \t" * (10_000 * n) + "lớp\n",
    "signs": lambda n: HEAD + "".join(f"Căn cứ Kế hoạch số {i}/KH-UBND ngày 01/02/2026;\n" for i in range(100 * n)),
    "signs one letter off": lambda n: HEAD + " ".join(f"05/KH-UB{chr(65 + i % 26)}D{i}" for i in range(400 * n)),
    "names of units": lambda n: HEAD + "1. " + "Công an xã, Phòng Kinh tế, " * (60 * n) + ": Kiểm tra.\n",
    "units under headings": lambda n: HEAD + "".join(f"{i}. Hội số {i} xã\n- Mở lớp {i}.\n" for i in range(300 * n)),
    "days": lambda n: HEAD + "".join(f"Hưởng ứng Ngày Hội số {i} (10/10/2026).\n" for i in range(300 * n)),
    "dates": lambda n: HEAD + "1. Công an xã: Báo cáo " + "trước ngày 15/11/2026, " * (60 * n) + "\n",
    "figures": lambda n: HEAD + "I. MỤC TIÊU\n1. " + "đạt 80% hộ năm 2026, " * (60 * n) + "\n",
    "brackets": lambda n: HEAD + "(" * (2_000 * n) + "a" + ")" * (2_000 * n) + "\n",
    "levels": lambda n: HEAD + "".join(f"{'I.' if i % 3 == 0 else 'a)'} Việc {i}\n" for i in range(300 * n)),
    "rows of a table": lambda n: HEAD + COLUMNS + "1 Mở lớp Công an xã 2026\n" * (60 * n),
    "quotes": lambda n: HEAD + "Tuần lễ “" * (200 * n) + "\n",
}


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest of several runs, after one to warm up: of this process's own time, whatever else runs."""
    work()
    found = []
    with without_collection():  # as reading itself does
        for _ in range(rounds):
            start = time.process_time()
            work()
            found.append(time.process_time() - start)
    return min(found)


def bare_text(data: bytes) -> None:
    """What pypdfium2 alone does: the text of each page in one call."""
    document = pdfium.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


def plumbed(data: bytes) -> None:
    """What pdfplumber alone does."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()


def long_pdf() -> bytes:
    """A plan of about PAGES pages, set as the Decree asks."""
    words = SAMPLE.with_suffix(".txt").read_text(encoding="utf-8")
    paragraphs = [x.strip() for x in words.splitlines() if x.strip()]
    body = "\n\n".join(f"#text({p!r})".replace("'", '"') for p in paragraphs if '"' not in p and "\\" not in p)
    setting = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Be Vietnam Pro", size: 13pt, lang: "vi")\n'
    one = len(pdfium.PdfDocument(typeset(setting + body)))
    return typeset(setting + "\n\n#pagebreak()\n\n".join([body] * (PAGES // one)))


def peak_memory(path: Path) -> float:
    """Megabytes that a process of its own takes at most while it reads a file as a plan."""
    code = (
        "import resource, sys; from lantoakit import plans; plans.read(sys.argv[1]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
    return float(out.stdout)


def main() -> int:
    """Print each figure against its limit."""
    pdf = SAMPLE.with_suffix(".pdf").read_bytes()
    bare = best(lambda: bare_text(pdf), 15)
    stage = best(lambda: read_pdf(pdf, Limits()), 15)
    whole = best(lambda: plans.read(pdf, "a.pdf"))
    line("PDF stage, against pypdfium2's bare text", stage * 1000, "ms", STAGE * bare * 1000, f"{STAGE:g} x pypdfium2")
    peer = best(lambda: plumbed(pdf), 2)
    line("whole reading, against pdfplumber's text", whole * 1000, "ms", WHOLE * peer * 1000, "1/5 of pdfplumber")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ke-hoach.pdf")
        path.write_bytes(pdf)
        start = time.perf_counter()
        plans.read_apart(path)
        apart = time.perf_counter() - start
        line("in a process of its own, start and all", apart, "s", SANDBOX, "limit")
        path.write_bytes(long_pdf())
        count = len(pdfium.PdfDocument(path))
        line(f"memory of {count} pages", peak_memory(path), "MB", MEMORY, "limit")
        long = path.read_bytes()
        stage, bare = best(lambda: read_pdf(long, Limits()), 2), best(lambda: bare_text(long), 2)
        line(f"PDF stage of {count} pages", stage, "s", STAGE * bare, f"{STAGE:g} x pypdfium2")
    for name, form in FORMS.items():
        once, tenfold = form(1).encode(), form(10).encode()
        first, more = best(lambda: plans.read(once, "a.txt"), 3), best(lambda: plans.read(tenfold, "a.txt"), 2)  # noqa: B023
        line(f"ten times as many {name}", more / first, "x time", GROWTH, "limit")
    return 0


if __name__ == "__main__":
    sys.exit(main())

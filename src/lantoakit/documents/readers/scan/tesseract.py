"""Letters in images, by the program Tesseract with its Vietnamese data; it is called, never linked."""

import functools
import math
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lantoakit.documents import programs
from lantoakit.documents.errors import DamagedDocument, MissingProgram, TooSlow
from lantoakit.documents.readers.scan.light import Grey

PAGE_SECONDS = 120.0
MEMORY = programs.MEMORY // 2
_USUAL = (r"C:\Program Files\Tesseract-OCR\tesseract.exe", r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe")
_MARGIN = 12  # white pixels around an image, without which letters at its edge are missed
_SLASHES = str.maketrans("⁄∕", "//")  # Tesseract writes some of them as the bar of a fraction
_MISSING = (
    "Tệp là bản quét hoặc ảnh chụp mà máy chưa có Tesseract với dữ liệu tiếng Việt; hãy cài rồi đọc lại: Debian và "
    "Ubuntu dùng lệnh “sudo apt install tesseract-ocr tesseract-ocr-vie”, Windows dùng “winget install "
    "UB-Mannheim.TesseractOCR” và chép vie.traineddata vào thư mục tessdata."
)
_SLOW = "Có trang quét mất quá nhiều thời gian để nhận dạng; hãy quét lại rõ hơn ở 200–300 dpi rồi thử lại."


@dataclass(frozen=True)
class Word:
    """A word as Tesseract saw it: edges in pixels of its image, confidence from 0 to 100, and its line's number."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]

    def moved(self, across: int, down: int) -> "Word":
        """Return the word in pixels of the page, from the place of its image on it."""
        return replace(
            self, left=self.left + across, top=self.top + down, right=self.right + across, bottom=self.bottom + down
        )


def program() -> str | None:
    """Return the path of Tesseract where it is installed with Vietnamese, None otherwise."""
    found = programs.located("tesseract", _USUAL)
    return found if found and "vie" in languages(found) else None


@functools.lru_cache(maxsize=8)
def languages(path: str) -> frozenset[str]:
    """Return what data a Tesseract has: "vie", "osd", …"""
    try:
        with tempfile.TemporaryDirectory() as folder:
            _, printed = programs.run([path, "--list-langs"], folder=Path(folder), seconds=30, memory=MEMORY)
    except (OSError, programs.TooSlow):
        return frozenset()
    return frozenset(printed.decode("utf-8", "replace").split())


def recognised(images: Sequence[Grey], dpi: float, tick: Callable[[], None] | None = None) -> list[list[Word]]:
    """Return the words of each image (black on white, one column of lines each), in one run of the program.

    `tick` is called several times a second; what it raises ends the run. Raises MissingProgram, TooSlow,
    DamagedDocument where the program breaks.
    """
    path = program()
    if path is None:
        raise MissingProgram(_MISSING)
    if not images:
        return []
    with tempfile.TemporaryDirectory(prefix="lantoa-") as folder:
        names = [f"{n}.pgm" for n in range(len(images))]
        for name, image in zip(names, images, strict=True):
            _write(Path(folder) / name, image)
        (Path(folder) / "list.txt").write_text("\n".join(names) + "\n", encoding="ascii")
        # One uniform block each; letters white on black are not looked for, which saves the second look.
        options = ["--oem", "1", "--psm", "6", "--dpi", str(max(70, round(dpi)))]
        settings = ["-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0"]
        printed = _run([path, "list.txt", "stdout", "-l", "vie", *options, *settings], Path(folder), tick)
    return _words(printed, len(images))


def turned_by(image: Grey, dpi: float, tick: Callable[[], None] | None = None) -> int | None:
    """Return by how many degrees (0, 90, 180, 270, clockwise) a page has to be turned to stand upright.

    None where Tesseract's data for that ("osd") is not installed or it cannot tell.
    """
    path = program()
    if path is None or "osd" not in languages(path):
        return None
    with tempfile.TemporaryDirectory(prefix="lantoa-") as folder:
        _write(Path(folder) / "0.pgm", image)
        command = [path, "0.pgm", "stdout", "-l", "osd", "--psm", "0", "--dpi", str(max(70, round(dpi)))]
        try:
            printed = _run(command, Path(folder), tick)
        except DamagedDocument:  # too few letters to tell
            return None
    for line in printed.splitlines():
        if line.startswith("Rotate:"):
            return int(line.split(":")[1]) % 360
    return None


def _run(command: list[str], folder: Path, tick: Callable[[], None] | None) -> str:
    environment = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"} if os.name != "nt" else {"OMP_THREAD_LIMIT": "1"}
    try:
        code, printed = programs.run(
            command, folder=folder, seconds=PAGE_SECONDS, memory=MEMORY, tick=tick, environment=environment
        )
    except programs.TooSlow as error:
        raise TooSlow(_SLOW) from error
    if code != 0:
        raise DamagedDocument("Tesseract dừng giữa chừng khi đọc một trang quét; hãy quét lại trang đó rồi thử lại.")
    return printed.decode("utf-8", "replace")


def _write(path: Path, image: Grey) -> None:
    rows, columns = image.shape[0] + 2 * _MARGIN, image.shape[1] + 2 * _MARGIN
    with path.open("wb") as out:
        out.write(f"P5 {columns} {rows} 255\n".encode("ascii"))
        side = b"\xff" * _MARGIN
        out.write(b"\xff" * (_MARGIN * columns))
        for row in image:
            out.write(side + row.tobytes() + side)
        out.write(b"\xff" * (_MARGIN * columns))


def _words(printed: str, count: int) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in range(count)]
    for row in printed.splitlines():
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != "5" or not fields[11].strip():
            continue
        image, left, top = int(fields[1]) - 1, int(fields[6]) - _MARGIN, int(fields[7]) - _MARGIN
        confidence = float(fields[10])
        if 0 <= image < count and math.isfinite(confidence):
            word = Word(
                fields[11].strip().translate(_SLASHES),
                left,
                top,
                left + int(fields[8]),
                top + int(fields[9]),
                max(0.0, confidence),
                (int(fields[2]), int(fields[3]), int(fields[4])),
            )
            found[image].append(word)
    return found

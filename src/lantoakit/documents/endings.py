"""Which files of a folder can be read, by their endings."""

from collections.abc import Iterable, Iterator
from pathlib import Path

ENDINGS = (
    ".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".doc", ".odt", ".rtf", ".pdf", ".jpg", ".jpeg", ".png",
    ".tif", ".tiff", ".webp", ".heic", ".heif",
)  # fmt: skip
NAMED = "TXT, Markdown, HTML, DOCX, DOC, ODT, RTF, PDF, bản quét, ảnh chụp"
"""What the endings stand for, as people call it."""


def readable(names: Iterable[str | Path]) -> Iterator[Path]:
    """Yield files as they are named, and of folders all files that can be read, in order of their paths."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
        else:
            yield path

"""What kind of file some bytes are, judged by the content alone; a name proves nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

MOST_ENTRIES = 5000


class FileRefused(ValueError):
    """The bytes are no file that can be kept. `reason` is unknown, macros or damaged."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file that is taken as evidence."""

    extension: str
    content_type: str


PDF = Sort(".pdf", "application/pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument."
PACKAGES = {
    "word/document.xml": Sort(".docx", _OFFICE + "wordprocessingml.document"),
    "xl/workbook.xml": Sort(".xlsx", _OFFICE + "spreadsheetml.sheet"),
    "ppt/presentation.xml": Sort(".pptx", _OFFICE + "presentationml.presentation"),
}
READ = frozenset({PDF.content_type, PACKAGES["word/document.xml"].content_type})
"""Content types that the machine reads, and so looks at for a stamp of secrecy."""
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": Sort(".odt", "application/vnd.oasis.opendocument.text"),
    b"application/vnd.oasis.opendocument.spreadsheet": Sort(".ods", "application/vnd.oasis.opendocument.spreadsheet"),
}


def sort_of(data: bytes) -> Sort:
    """The sort of file. Raises FileRefused for what is not taken as evidence.

    >>> sort_of(b"%PDF-1.7 ...").extension
    '.pdf'
    """
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    raise FileRefused("unknown")


def _package(data: bytes) -> Sort:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_ENTRIES:
                raise FileRefused("damaged")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise FileRefused("macros")
            for part, sort in PACKAGES.items():
                if part in names:
                    return sort
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return OPEN_DOCUMENTS[archive.read("mimetype").strip()]
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError) as error:
        raise FileRefused("damaged") from error
    raise FileRefused("unknown")

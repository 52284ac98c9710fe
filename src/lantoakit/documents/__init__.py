"""Files -> Document: cleaned text with the place of each part.

>>> document = read("KẾ HOẠCH\\n\\nTuyên truyền phòng cháy".encode(), name="a.txt")
>>> [block.text for block in document.blocks]
['KẾ HOẠCH', 'Tuyên truyền phòng cháy']
"""

from lantoakit.documents.errors import (
    DamagedDocument,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    MissingProgram,
    ReaderBroke,
    SecretDocument,
    TooLarge,
    TooSlow,
    UnreadableFont,
    UnsupportedFormat,
)
from lantoakit.documents.limits import Limits
from lantoakit.documents.model import Block, Cell, Document, Mark, Mend, Page, Span
from lantoakit.documents.readers.office import is_locked, office_format
from lantoakit.documents.reading import picture_format, read

__all__ = [
    "Block",
    "Cell",
    "DamagedDocument",
    "Document",
    "DocumentError",
    "EmptyDocument",
    "EncryptedDocument",
    "Limits",
    "Mark",
    "Mend",
    "MissingProgram",
    "Page",
    "ReaderBroke",
    "SecretDocument",
    "Span",
    "TooLarge",
    "TooSlow",
    "UnreadableFont",
    "UnsupportedFormat",
    "is_locked",
    "office_format",
    "picture_format",
    "read",
]

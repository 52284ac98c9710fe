"""Documents that a Vietnamese text cites: find -> resolve -> annotate, and what they do with each other.

>>> found = find("Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá")
>>> [(c.sign, c.kind, c.issued_on, c.issuer) for c in found]
[('57-NQ/TW', 'nghị quyết', '2024-12-22', 'Bộ Chính trị')]
"""

from lantoakit.citations.annotate import annotate
from lantoakit.citations.dates import DateMention, find_dates
from lantoakit.citations.find import find
from lantoakit.citations.model import Citation, Division, Relation, Resource
from lantoakit.citations.relations import relations
from lantoakit.citations.resolve import resolve

__all__ = [
    "Citation",
    "DateMention",
    "Division",
    "Relation",
    "Resource",
    "annotate",
    "find",
    "find_dates",
    "relations",
    "resolve",
]

"""What changed since a report was frozen, and which records make a difference: for the pages."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.reports import comparison
from lantoa.reports.comparison import Change
from lantoa.reports.desk.addresses import beside_edition, number_link
from lantoa.reports.desk.records import Behind
from lantoa.reports.figures import Figures
from lantoa.reports.models import Edition, Report
from lantoa.reports.wording import difference


@dataclass(frozen=True, slots=True)
class Row:
    """One number before and now, each with where it opens; empty where that report has no such number."""

    change: Change
    before_url: str
    now_url: str
    change_url: str

    @property
    def difference(self) -> str:
        return difference(self.change.difference)


@dataclass(frozen=True, slots=True)
class Group:
    """Records that only one of two reports counts; `name` is that report's."""

    name: str
    behind: Behind


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an edition; numbers that stayed as they were are left out."""

    edition: Edition
    rows: tuple[Row, ...]


def changes_since(report: Report, figures: Figures, edition: Edition) -> Since:
    """The numbers of part II that are others than in an edition."""
    link, beside = number_link(report), beside_edition(report, edition.number)
    numbers = comparison.numbers_of(edition.figures)
    was, now = {one.key for one in numbers}, {one.key for one in figures.headline()}
    rows = (
        Row(
            change,
            beside.earlier(change.key) if change.key in was else "",
            link(change.key) if change.key in now else "",
            beside.change(change.key),
        )
        for change in comparison.changes(numbers, figures)
        if change.difference
    )
    return Since(edition, tuple(rows))

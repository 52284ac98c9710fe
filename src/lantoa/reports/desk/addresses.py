"""Where the numbers of a report open: their records, and what they are compared with."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from lantoa.reports.figures import Figures
from lantoa.reports.models import Report
from lantoa.reports.wording import Beside, Link


def as_it_is(path: str) -> str:
    """An address within the desk's own pages."""
    return path


def number_link(report: Report, whole: Callable[[str], str] = as_it_is) -> Link:
    """The pages of records of a report's numbers. `whole` makes an address that works from a file."""
    return lambda key: whole(reverse("reports_desk:records", args=[report.pk, key]))


def beside_before(report: Report, figures: Figures, whole: Callable[[str], str] = as_it_is) -> Beside | None:
    """Where a comparison with the report before opens; None where there is none."""
    if figures.before is None:
        return None
    earlier = figures.before.report_id
    return Beside(
        earlier=lambda key: whole(reverse("reports_desk:records", args=[earlier, key])),
        change=lambda key: whole(reverse("reports_desk:change", args=[report.pk, key])),
    )


def beside_edition(report: Report, number: int, whole: Callable[[str], str] = as_it_is) -> Beside:
    """Where a comparison with an edition of the same report opens."""
    return Beside(
        earlier=lambda key: whole(reverse("reports_desk:edition_records", args=[report.pk, number, key])),
        change=lambda key: whole(reverse("reports_desk:edition_change", args=[report.pk, number, key])),
    )

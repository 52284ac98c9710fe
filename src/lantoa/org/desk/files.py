"""A list of the desk as a spreadsheet: the rows of the screen under the same filters, of all pages at once.

`?tep=xlsx` behind the address of a list asks for it, so that what narrows the list narrows the file, and who may see
the one may have the other.

    class SlipsPage(ListFileMixin, DeskTemplateView):
        file_name = "phieu-bao"

        def get_file_columns(self):
            return [FileColumn(_("Đơn vị"), attrgetter("unit.name"), 34), FileColumn(_("Hạn"), attrgetter("due_on"))]

        def get_file_rows(self):
            return selectors.queue.slips(self.organisation.pk)

and in its template `{% include "desk/list_file.html" %}`. A `DeskListView` needs `file_name` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lantoa.org.desk.views import DeskPageMixin
from lantoa.org.models import Organisation
from lantoa.shared import downloads
from lantoa.shared.language import in_vietnamese
from lantoakit.writing import CellValue, Sheet, SheetColumn, spreadsheet

Text = str | Promise
ASKED, PAGE = "tep", "p"
MOST_ROWS = 5_000
"""More rows than this are asked to be narrowed first: a file is made while the person waits."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: its title, what it takes of a row, its width in characters."""

    title: Text
    value: Callable[[Any], Any]
    width: float = 24

    def cell(self, row: Any) -> CellValue:
        """The cell of a row; words said in Vietnamese."""
        value = self.value(row)
        return str(value) if isinstance(value, Promise) else value


class ListFileMixin(DeskPageMixin):
    """A page with a list that can be taken along as XLSX. Put it before the base of the desk.

    `file_name` is the beginning of the file's name, plain letters and "-"; empty: there is no file.
    """

    file_name: str = ""
    organisation: Organisation

    def get_file_columns(self) -> Sequence[FileColumn]:
        """The columns, those of the screen first."""
        raise NotImplementedError

    def get_file_rows(self) -> QuerySet[Any] | Sequence[Any]:
        """The rows of all pages, in the order and under the filters of the screen."""
        raise NotImplementedError

    def get_file_note(self) -> str:
        """What the list was narrowed by, to stand above the table; "" for nothing."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.file_name and request.GET.get(ASKED) == "xlsx":
            return self._file_or_the_way_back(request)
        answer: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["file_url"] = f"?{self.query_of_list(**{ASKED: 'xlsx'})}" if self.file_name else ""
        return context

    def _file_or_the_way_back(self, request: HttpRequest) -> HttpResponse:
        with in_vietnamese():
            rows = list(self.get_file_rows()[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            messages.error(
                request,
                _("Danh sách dài hơn %(most)s dòng nên chưa đưa vào một tệp được. Lọc bớt rồi tải lại.")
                % {"most": f"{MOST_ROWS:,}".replace(",", ".")},
            )
            return HttpResponseRedirect(f"{request.path}?{self.query_of_list()}")
        name = f"{self.file_name}-{timezone.localdate():%Y-%m-%d}.xlsx"
        return downloads.made(self._written(rows), downloads.XLSX, name)

    @in_vietnamese()
    def _written(self, rows: Sequence[Any]) -> bytes:
        title, columns = str(self.get_page_title()), self.get_file_columns()
        sheet = Sheet(
            title,
            tuple(SheetColumn(str(column.title), column.width) for column in columns),
            [[column.cell(row) for column in columns] for row in rows],
            title=f"{title} – {self.organisation}",
            note=self.get_file_note(),
        )
        return spreadsheet([sheet])

    def query_of_list(self, **further: str) -> str:
        """The query that narrows the list, without the page, for links; `further` stands behind it."""
        query = self.request.GET.copy()
        for name in (ASKED, PAGE):
            query.pop(name, None)
        query.update(further)
        return query.urlencode()

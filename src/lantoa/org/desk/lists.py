"""Lists of the desk: Wagtail's listing (order, pages, filters, columns) over one scoped selector, in our design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import BaseListingView

from lantoa.org.desk.files import FileColumn, ListFileMixin
from lantoa.org.desk.seen import shown_value
from lantoa.org.desk.views import DeskMixin
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor
from lantoakit.text import fold

Text = str | Promise
Selector = Callable[[Actor, Organisation], "QuerySet[Any]"]
"""The only way from a desk view to rows: what this person may meet in this organisation."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button at the top of a page."""

    label: Text
    url: str
    icon: str = ""
    secondary: bool = False


class DeskColumn(Column):
    """A cell that on a phone carries its column's label. `accessor` is a name or a function of the row.

    In the list's file the column is `file_width` characters wide and says the same; `file_value`, a function of the
    row, gives a day or a number as such where the screen shows it in words.
    """

    cell_template_name = "desk/cell.html"
    header_template_name = "desk/column_header.html"

    def __init__(
        self, name: str, *, file_value: Callable[[Any], Any] | None = None, file_width: float = 24, **kwargs: Any
    ) -> None:
        super().__init__(name, **kwargs)
        self._file_value, self._file_width = file_value, file_width

    def for_file(self) -> FileColumn:
        """The column of the list's file."""
        return FileColumn(self.label, self._file_value or self.get_value, self._file_width)


class DeskTitleColumn(DeskColumn):
    """The cell that names the row, with a link where `get_url(row)` gives one."""

    cell_template_name = "desk/title_cell.html"

    def __init__(self, name: str, *, get_url: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self._get_url = get_url

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["link_url"] = self._get_url(instance) if self._get_url else ""
        return context


class DeskTable(Table):
    """A table that turns into cards on a phone."""

    template_name = "desk/table.html"
    classname = "desk-table"


class SearchForm(forms.Form):
    """One box over a list; words are looked for without diacritics."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))


class DeskListView(DeskMixin, ListFileMixin, BaseListingView):
    """A list. Give `selector`, `columns`, `page_title`, what an empty list says, and `file_name` where there is a file.

    `folded_field` names the folded column that the search box looks in; empty: no box. `filterset_class` is a
    django_filters.FilterSet without a model's own choices of other organisations. A page costs a fixed number of
    queries as long as `selector` fetches what the columns show.
    """

    template_name = "desk/list.html"
    table_class = DeskTable
    paginate_by = 50
    default_ordering: Any = None
    selector: Selector | None = None
    folded_field: str = ""
    search_label: Text = _("Tìm")
    empty_title: Text = _("Chưa có mục nào")
    empty_text: Text = ""
    caption: Text = ""
    tabs: str = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        if self.selector is None:
            raise NotImplementedError(f"{type(self).__name__}.selector")
        return self.selector(self.actor, self.organisation)

    def get_search_form(self) -> SearchForm | None:
        if not self.folded_field:
            return None
        form = SearchForm(self.request.GET if self.search_kwarg in self.request.GET else None)
        form.fields["q"].label = str(self.search_label)
        return form

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for word in fold(self.search_query).split():
            queryset = queryset.filter(**{f"{self.folded_field}__contains": word})
        return queryset

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        ordered: QuerySet[Any] = super().order_queryset(queryset)
        return ordered if ordered.ordered else ordered.order_by("pk")

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    def get_file_columns(self) -> Sequence[FileColumn]:
        return [column.for_file() for column in self.columns]

    def get_file_rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.get_queryset()
        return rows

    def get_file_note(self) -> str:
        narrowed = [self.search_form["q"]] if self.is_searching else []
        if self.is_filtering:
            form = self.filters.form
            narrowed += [form[name] for name in form.changed_data]
        return "; ".join(f"{bound.label}: {shown_value(bound.field, bound.value())}" for bound in narrowed)

    def get_actions(self) -> list[Action]:
        """Buttons at the top, the main one first."""
        return []

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "caption": self.caption or self.get_page_title()}

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["actions"] = self.get_actions()
        context["narrowed"] = self.is_searching or bool(self.is_filtering)
        context["empty_title"], context["empty_text"] = self.empty_title, self.empty_text
        context["tabs"] = self.tabs
        context["index_url"] = self.request.path
        context["query"] = self.query_of_list()
        return context

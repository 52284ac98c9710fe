"""Văn bản on the desk: list, upload, one document, its facts, public or internal, its reading."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.library import layout, relations, selectors, services
from lantoa.library.forms import DocumentForm, UploadForm, VisibilityForm
from lantoa.library.models import Document, DocumentRelation, ReadingState, RelationKind, RelationState, Visibility
from lantoa.org.desk.lists import Action, DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.views import Crumb, DeskFormView, DeskTemplateView, DeskView
from lantoa.org.desk.viewsets import DeskObjectMixin, DeskViewSet, Page
from lantoa.org.desk.words import action_words
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound

INDEX = reverse_lazy("library_desk:index")


def reading_words(document: Document) -> str:
    """How the reading of a document went."""
    reading = getattr(document, "reading", None)
    return str(reading.get_state_display()) if reading else _("Chưa đọc")


@dataclass(frozen=True, slots=True)
class _Related:
    """A relation as the page of a document tells it."""

    row: DocumentRelation
    page_of: Document

    @property
    def other(self) -> Document | None:
        """The document at the other end; None where it is not stored here."""
        return self.row.other if self.row.document_id == self.page_of.pk else self.row.document

    @property
    def words(self) -> str:
        """What is done."""
        own, replaces = self.row.document_id == self.page_of.pk, self.row.kind == RelationKind.REPLACES
        if own:
            return _("Thay thế, bãi bỏ") if replaces else _("Sửa đổi, bổ sung")
        return _("Bị thay thế, bãi bỏ bởi") if replaces else _("Được sửa đổi, bổ sung bởi")

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to say anything more."""
        return self.row.state == RelationState.CONFIRMED or relations.counts(self.row)


class DocumentFilter(django_filters.FilterSet):
    """By reach, and by how the reading went."""

    visibility = django_filters.ChoiceFilter(
        label=gettext_lazy("Phạm vi"), choices=Visibility.choices, empty_label=gettext_lazy("Tất cả")
    )
    reading = django_filters.ChoiceFilter(
        label=gettext_lazy("Máy đọc"),
        field_name="reading__state",
        choices=ReadingState.choices,
        empty_label=gettext_lazy("Tất cả"),
    )


class DocumentList(DeskListView):
    """All documents of the organisation."""

    capability = "library.read"
    template_name = "library/list.html"
    file_name = "van-ban"
    page_title = gettext_lazy("Văn bản")
    folded_field = "folded"
    search_label = gettext_lazy("Tên, số ký hiệu, cơ quan ban hành")
    filterset_class = DocumentFilter
    empty_title = gettext_lazy("Chưa có văn bản nào")
    empty_text = gettext_lazy("Tải lên một văn bản để máy đọc và lưu bản gốc. Mọi văn bản là nội bộ cho đến khi có người chuyển thành công khai.")  # fmt: skip # noqa: E501
    columns = (
        DeskTitleColumn("title", label=gettext_lazy("Tên"), get_url=lambda row: url_of("document", row), file_width=60),
        DeskColumn("sign", label=gettext_lazy("Số, ký hiệu")),
        DeskColumn(
            "issued_on",
            label=gettext_lazy("Ngày"),
            classname="num",
            accessor=lambda row: _day(row.issued_on),
            file_value=attrgetter("issued_on"),
        ),
        DeskColumn("get_visibility_display", label=gettext_lazy("Phạm vi")),
        DeskColumn("reading", label=gettext_lazy("Máy đọc"), accessor=reading_words),
    )

    def get_actions(self) -> list[Action]:
        return [Action(_("Tải văn bản lên"), reverse("library_desk:add"), "plus")] if self.may("library.add") else []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, refusals=selectors.refusals(self.organisation.pk), **kwargs)


class DocumentUpload(DeskFormView):
    """A document comes in."""

    capability = "library.add"
    form_class = UploadForm
    page_title = gettext_lazy("Tải văn bản lên")
    submit_label = gettext_lazy("Tải lên và đọc")
    success_message = gettext_lazy("Đã lưu bản gốc. Máy đang đọc.")
    cancel_url = INDEX  # type: ignore[assignment]

    def get_crumbs(self) -> list[Crumb]:
        return [Crumb(_("Văn bản"), str(INDEX))]

    def save(self, form: UploadForm) -> Document:
        values = form.cleaned_data
        document = services.store(
            actor=self.actor,
            organisation_id=self.organisation.pk,
            upload=values["file"],
            title=values["title"],
            declared_not_secret=values["declared_not_secret"],
        )
        services.request_reading(actor=self.actor, document_id=document.pk)
        return document

    def get_success_url(self) -> str:
        return url_of("document", self.result)


class OneDocument(DeskObjectMixin):
    """A view of one document."""

    object: Document

    def get_crumbs(self) -> list[Crumb]:
        """The way: the list, and for pages below it the document."""
        return [Crumb(_("Văn bản"), str(INDEX)), Crumb(self.object.title, url_of("document", self.object))]

    def get_success_url(self) -> str:
        """Back to the document."""
        return url_of("document", self.object)

    def get_cancel_url(self) -> str:
        """Back to the document."""
        return url_of("document", self.object)


class DocumentPage(OneDocument, DeskTemplateView):
    """What is known of a document, how its reading went, who did what with it."""

    capability = "library.read"
    template_name = "library/document.html"

    def get_page_title(self) -> str:
        return self.object.title

    def get_crumbs(self) -> list[Crumb]:
        return super().get_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = getattr(self.object, "reading", None)
        return super().get_context_data(
            document=self.object,
            reading=reading,
            progress=selectors.progress(reading, selectors.job_of(reading) if reading else None),
            relations=[_Related(row, self.object) for row in selectors.relations_of(self.object)],
            history=[(entry, action_words(entry.action)) for entry in selectors.history(self.object)[:30]],
            may_add=self.may("library.add"),
            may_publish=self.may("library.publish"),
            **kwargs,
        )


class DocumentText(OneDocument, DeskTemplateView):
    """The words that the machine read, for checking."""

    capability = "library.read"
    template_name = "library/text.html"
    page_title = gettext_lazy("Chữ máy đọc được")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = selectors.passages_of(self.object.pk)
        text = "" if kept else selectors.text_of(self.object.pk)
        return super().get_context_data(**layout.shown(kept, self.request.GET, text=text), **kwargs)


class DocumentChange(OneDocument, DeskFormView):
    """Correct what the machine read of the head, and say how long the document is valid."""

    capability = "library.add"
    form_class = DocumentForm
    page_title = gettext_lazy("Sửa thông tin văn bản")
    success_message = gettext_lazy("Đã lưu.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "document": self.object}

    def get_initial(self) -> dict[str, Any]:
        names = [name.removesuffix("_id") for name in services.FACTS]
        found = {name: getattr(self.object, name) for name in names if name != "replaced_by"}
        return {**found, "replaced_by": self.object.replaced_by_id, "version": self.object.version}

    def get_stored(self) -> dict[str, Any]:
        self.object = self.get_object()
        return self.get_initial()

    def save(self, form: DocumentForm) -> Document:
        values = dict(form.cleaned_data)
        version, values["replaced_by_id"] = values.pop("version"), values.pop("replaced_by")
        return services.change(actor=self.actor, document_id=self.object.pk, version=version, values=values)


class DocumentVisibility(OneDocument, DeskFormView):
    """Public under one's own name, or back to internal; asks first."""

    capability = "library.publish"
    form_class = VisibilityForm
    template_name = "library/visibility.html"

    def get_page_title(self) -> str:
        return _("Chuyển về nội bộ?") if self.object.is_public else _("Chuyển thành công khai?")

    def get_initial(self) -> dict[str, Any]:
        return {"wanted": Visibility.INTERNAL if self.object.is_public else Visibility.PUBLIC}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(document=self.object, **kwargs)
        context["submit_label"] = _("Chuyển về nội bộ") if self.object.is_public else _("Chuyển thành công khai")
        return context

    def get_success_message(self) -> str:
        return _("Văn bản đã công khai.") if self.result.is_public else _("Văn bản đã về nội bộ.")

    def save(self, form: VisibilityForm) -> Document:
        act = services.publish if form.cleaned_data["wanted"] == Visibility.PUBLIC else services.unpublish
        return act(actor=self.actor, document_id=self.object.pk)


class ReadAgain(OneDocument, DeskView):
    """Have it read, again or for the first time."""

    capability = "library.add"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button."""
        services.request_reading(actor=self.actor, document_id=pk)
        return HttpResponseRedirect(self.get_success_url())


class StopReading(OneDocument, DeskView):
    """Stop a reading that takes too long."""

    capability = "library.add"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button."""
        services.cancel_reading(actor=self.actor, document_id=pk)
        return HttpResponseRedirect(self.get_success_url())


class DecideRelation(OneDocument, DeskView):
    """Whether the document does with another what the machine read, or another with it."""

    capability = "library.add"

    def post(self, request: HttpRequest, pk: int, relation_id: int) -> HttpResponse:
        """One of the two buttons."""
        if relation_id not in {row.pk for row in selectors.relations_of(self.object)}:
            raise NotFound
        holds = request.POST.get("holds") == "yes"
        services.decide_relation(actor=self.actor, relation_id=relation_id, holds=holds)
        return HttpResponseRedirect(self.get_success_url())


class ReadingProgress(OneDocument, DeskView):
    """How far the reading is, for the page that shows it live."""

    capability = "library.read"

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        """JSON: state, done, total, text, over."""
        reading = getattr(self.object, "reading", None)
        found = selectors.progress(reading, selectors.job_of(reading) if reading else None)
        return JsonResponse(
            {"state": found.state, "done": found.done, "total": found.total, "text": found.text, "over": found.over}
        )


class DocumentViewSet(DeskViewSet):
    """Văn bản."""

    name = "library_desk"
    url_prefix = "van-ban"
    pages = (
        Page("index", "", DocumentList),
        Page("add", "them/", DocumentUpload),
        Page("document", "<int:pk>/", DocumentPage),
        Page("text", "<int:pk>/chu/", DocumentText),
        Page("change", "<int:pk>/sua/", DocumentChange),
        Page("visibility", "<int:pk>/pham-vi/", DocumentVisibility),
        Page("read", "<int:pk>/doc/", ReadAgain),
        Page("stop", "<int:pk>/dung/", StopReading),
        Page("progress", "<int:pk>/tien-do/", ReadingProgress),
        Page("relation", "<int:pk>/quan-he/<int:relation_id>/", DecideRelation),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.documents(organisation.pk)


def url_of(page: str, document: Document) -> str:
    """The address of one of the pages of a document."""
    return reverse(f"library_desk:{page}", args=[document.pk])


def _day(day: Any) -> str:
    return day.strftime("%d/%m/%Y") if day else ""

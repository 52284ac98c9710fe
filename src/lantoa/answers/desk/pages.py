"""One set of pages for answers and one for procedures: list, write, look at, correct, hand over, decide, withdraw."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.answers import selectors, services
from lantoa.answers.addresses import NAMESPACES
from lantoa.answers.addresses import page as public_page
from lantoa.answers.forms import FORMS, NoteForm, PieceForm
from lantoa.answers.models import Audience, Piece, Procedure, Question, State
from lantoa.answers.preferences import APPROVE_OWN
from lantoa.answers.services.deciding import is_own_work
from lantoa.org.desk.forms import VersionForm
from lantoa.org.desk.lists import Action, DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.views import Crumb, DeskFormView, DeskMixin, DeskTemplateView
from lantoa.org.desk.viewsets import DeskObjectMixin
from lantoa.org.desk.words import action_words
from lantoa.shared import preferences

LISTS: dict[str, str | Promise] = {Question.KIND: gettext_lazy("Câu trả lời"), Procedure.KIND: gettext_lazy("Thủ tục")}


def url_of(page: str, piece: Piece) -> str:
    """The address of one of the pages of a piece."""
    return reverse(f"{NAMESPACES[piece.KIND]}:{page}", args=[piece.pk])


def state_words(piece: Piece) -> str:
    """The state of a piece in a list."""
    words = str(piece.get_state_display())
    return _("%(state)s; bản đã duyệt vẫn dùng") % {"state": words} if piece.is_being_corrected else words


class OfKind(DeskMixin):
    """A page of answers or of procedures: `kind` says which."""

    kind: ClassVar[str] = Question.KIND

    def index_url(self) -> str:
        """The list."""
        return reverse(f"{NAMESPACES[self.kind]}:index")

    def list_crumb(self) -> Crumb:
        """The step to the list."""
        return Crumb(LISTS[self.kind], self.index_url())


class PieceFilter(django_filters.FilterSet):
    """By state and by reader."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=State.choices, empty_label=gettext_lazy("Tất cả")
    )
    audience = django_filters.ChoiceFilter(
        label=gettext_lazy("Dành cho"), choices=Audience.choices, empty_label=gettext_lazy("Tất cả")
    )
    topic = django_filters.CharFilter(label=gettext_lazy("Chủ đề"), lookup_expr="icontains")


class PieceList(OfKind, DeskListView):
    """All of one kind in the organisation."""

    capability = "answers.read"
    tabs = "answers/tabs.html"
    folded_field = "folded"
    search_label = gettext_lazy("Câu hỏi, cách hỏi, nguồn")
    filterset_class = PieceFilter
    columns = (
        DeskTitleColumn("title", label=gettext_lazy("Tên"), get_url=lambda row: url_of("piece", row), file_width=60),
        DeskColumn("topic", label=gettext_lazy("Chủ đề"), sort_key="topic"),
        DeskColumn("state", label=gettext_lazy("Tình trạng"), accessor=state_words, sort_key="state"),
        DeskColumn("source_title", label=gettext_lazy("Nguồn"), file_width=44),
        DeskColumn(
            "checked_on",
            label=gettext_lazy("Ngày đối chiếu"),
            classname="num",
            sort_key="checked_on",
            accessor=lambda row: row.checked_on.strftime("%d/%m/%Y") if row.checked_on else "",
            file_value=lambda row: row.checked_on,
        ),
    )

    def get_actions(self) -> list[Action]:
        if not self.may("answers.write"):
            return []
        label = _("Soạn câu trả lời") if self.kind == Question.KIND else _("Soạn thủ tục")
        return [Action(label, reverse(f"{NAMESPACES[self.kind]}:add"), "plus")]


class PieceForms(OfKind, DeskFormView):
    """What the forms of content share."""

    capability = "answers.write"
    template_name = "answers/piece_form.html"

    def get_form_class(self) -> Any:
        return FORMS[self.kind]

    def get_crumbs(self) -> list[Crumb]:
        return [self.list_crumb()]

    def get_cancel_url(self) -> str:
        return self.index_url()

    def get_success_url(self) -> str:
        return url_of("piece", self.result)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(topics=selectors.topics(self.organisation.pk), **kwargs)


class PieceAdd(PieceForms):
    """Begin a new one."""

    success_message = gettext_lazy("Đã lưu bản đang soạn. Xem lại rồi gửi duyệt.")

    def get_page_title(self) -> str:
        return _("Soạn câu trả lời") if self.kind == Question.KIND else _("Soạn thủ tục")

    def save(self, form: PieceForm) -> Piece:
        write = services.write_question if self.kind == Question.KIND else services.write_procedure
        return write(actor=self.actor, organisation_id=self.organisation.pk, values=form.values())


class OnePiece(DeskObjectMixin, OfKind):
    """A page about one of them."""

    object: Any

    def get_crumbs(self) -> list[Crumb]:
        """The way: the list, then the piece."""
        return [self.list_crumb(), Crumb(self.object.title, url_of("piece", self.object))]

    def get_success_url(self) -> str:
        """Back to the piece."""
        return url_of("piece", self.object)

    def get_cancel_url(self) -> str:
        """Back to the piece."""
        return url_of("piece", self.object)

    def get_initial(self) -> dict[str, Any]:
        """The version that the person sees."""
        return {"version": self.object.version}

    def get_stored(self) -> dict[str, Any]:
        """What is stored now."""
        self.object = self.get_object()
        return self.get_initial()


class PiecePage(OnePiece, DeskTemplateView):
    """What it says, on what it rests, in which state it is, who did what with it."""

    capability = "answers.read"
    template_name = "answers/piece.html"

    def get_page_title(self) -> str:
        return str(self.object.title)

    def get_crumbs(self) -> list[Crumb]:
        return [self.list_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        piece = self.object
        own = is_own_work(self.actor, piece) and not preferences.get(APPROVE_OWN.name, self.organisation.pk)
        waits = piece.state == State.WAITING and self.may("answers.approve")
        return super().get_context_data(
            piece=piece,
            is_question=self.kind == Question.KIND,
            public_url=self._public_url(),
            urls={page: url_of(page, piece) for page in PAGES},
            form=VersionForm(initial=self.get_initial()),
            may_write=self.may("answers.write"),
            may_submit=piece.state == State.DRAFT and self.may("answers.write"),
            may_decide=waits,
            may_approve=waits and not own,
            may_withdraw=piece.state != State.WITHDRAWN
            and self.may("answers.approve" if piece.is_live else "answers.write"),
            history=[(entry, action_words(entry.action)) for entry in selectors.history(piece)[:30]],
            **kwargs,
        )

    def _public_url(self) -> str:
        """Where everybody reads what is live; empty for what is not for everybody."""
        if not self.object.live or self.object.live["audience"] == Audience.OFFICER:
            return ""
        return public_page(self.kind, self.object.pk, self.organisation)


class PieceChange(OnePiece, PieceForms):
    """Correct it: it is a draft again, and what was approved is quoted meanwhile."""

    page_title = gettext_lazy("Sửa")
    success_message = gettext_lazy("Đã lưu bản đang soạn. Gửi duyệt thì bản mới mới thay bản cũ.")

    def get_initial(self) -> dict[str, Any]:
        return FORMS[self.kind].stored(self.object)

    def get_crumbs(self) -> list[Crumb]:
        return OnePiece.get_crumbs(self)

    def get_cancel_url(self) -> str:
        return url_of("piece", self.object)

    def save(self, form: PieceForm) -> Piece:
        return services.change(
            actor=self.actor,
            kind=self.kind,
            piece_id=self.object.pk,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
        )


class Decision(OnePiece, DeskFormView):
    """A page that asks, and calls one service with the version that the person saw."""

    form_class: Any = VersionForm
    service: ClassVar[Any] = None

    def save(self, form: Any) -> Piece:
        return type(self).service(actor=self.actor, kind=self.kind, piece_id=self.object.pk, **form.cleaned_data)


class Submit(Decision):
    """Hand it over for approval."""

    capability = "answers.write"
    page_title = gettext_lazy("Gửi duyệt?")
    submit_label = gettext_lazy("Gửi duyệt")
    success_message = gettext_lazy("Đã gửi duyệt. Người khác có quyền duyệt thấy ở “Việc hôm nay”.")
    service = staticmethod(services.submit)


class Approve(Decision):
    """Approve it."""

    capability = "answers.approve"
    page_title = gettext_lazy("Duyệt?")
    submit_label = gettext_lazy("Duyệt")
    success_message = gettext_lazy("Đã duyệt. Câu này được dùng để trả lời ngay từ bây giờ.")
    template_name = "answers/approve.html"
    service = staticmethod(services.approve)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_question=self.kind == Question.KIND, **kwargs)


class SendBack(Decision):
    """Send it back with a note."""

    capability = "answers.approve"
    page_title = gettext_lazy("Trả lại để sửa")
    submit_label = gettext_lazy("Trả lại")
    success_message = gettext_lazy("Đã trả lại cho người soạn.")
    form_class = NoteForm
    service = staticmethod(services.send_back)


class Withdraw(Decision):
    """Take it out of use."""

    capability = "answers.read"  # a draft is in the hands of who writes, what is quoted in those of who approves
    page_title = gettext_lazy("Rút, không dùng nữa?")
    submit_label = gettext_lazy("Rút")
    success_message = gettext_lazy("Đã rút. Câu này không được dùng để trả lời nữa.")
    template_name = "answers/withdraw.html"
    service = staticmethod(services.withdraw)


PAGES = ("change", "submit", "approve", "send_back", "withdraw")

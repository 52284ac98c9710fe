"""The work list of questions that no document answered."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.answers.models import State as PieceState
from lantoa.conversations import knowledge, services
from lantoa.conversations.desk.forms import AnswerForm, DismissForm
from lantoa.conversations.desk.inbox import TABS, chosen_at_first, inbox_crumb
from lantoa.conversations.models import Unanswered, UnansweredState
from lantoa.org.desk.lists import DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.views import Crumb, DeskFormView, DeskView
from lantoa.org.desk.viewsets import DeskObjectMixin

QUESTIONS = reverse_lazy("conversations_questions:index")


def state_words(row: Unanswered) -> str:
    """Where a question stands: what was written stands where the proposed answer does."""
    proposed = getattr(row, "proposed_state", None)
    shown = PieceState(proposed).label if row.state == UnansweredState.ANSWERED and proposed else None
    return str(shown or row.get_state_display())


class QuestionFilter(django_filters.FilterSet):
    """By standing, by default those that are open."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=UnansweredState.choices, empty_label=gettext_lazy("Tất cả")
    )

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(chosen_at_first(data, UnansweredState.OPEN), *args, **kwargs)

    topic = django_filters.CharFilter(label=gettext_lazy("Chủ đề"), lookup_expr="icontains")


class QuestionList(DeskListView):
    """Questions without an answer, what is asked most first."""

    capability = "conversations.read"
    page_title = gettext_lazy("Câu chưa có lời đáp")
    tabs = TABS
    file_name = "cau-chua-co-loi-dap"
    folded_field = "folded"
    search_label = gettext_lazy("Câu hỏi")
    filterset_class = QuestionFilter
    empty_title = gettext_lazy("Không có câu nào chờ lời đáp")
    empty_text = gettext_lazy("Câu nào văn bản không trả lời được thì vào đây, câu giống nhau gộp làm một.")
    columns = (
        DeskTitleColumn(
            "question",
            label=gettext_lazy("Câu hỏi"),
            file_width=60,
            get_url=lambda row: reverse("conversations_questions:question", args=[row.pk]),
        ),
        DeskColumn("topic", label=gettext_lazy("Chủ đề"), sort_key="topic"),
        DeskColumn("count", label=gettext_lazy("Số lần hỏi"), sort_key="count", file_width=12),
        DeskColumn("state", label=gettext_lazy("Tình trạng"), accessor=state_words, sort_key="state"),
        DeskColumn(
            "last_at",
            label=gettext_lazy("Hỏi gần nhất"),
            sort_key="last_at",
            accessor=lambda row: timezone.localtime(row.last_at).strftime("%d/%m/%Y"),
            file_value=lambda row: timezone.localtime(row.last_at).date(),
            file_width=14,
        ),
    )

    def get_crumbs(self) -> list[Crumb]:
        return [inbox_crumb()]


class QuestionPage(DeskObjectMixin, DeskFormView):
    """One question: an answer is proposed, or it is taken off the list."""

    capability = "conversations.read"
    form_class = AnswerForm
    template_name = "conversations/desk/question.html"
    success_url = QUESTIONS
    submit_label = gettext_lazy("Gửi để duyệt")
    success_message = gettext_lazy("Đã gửi. Người khác duyệt xong thì máy dùng câu này để trả lời.")
    object: Unanswered

    def get_page_title(self) -> str:
        return self.object.question

    def get_crumbs(self) -> list[Crumb]:
        return [inbox_crumb(), Crumb(_("Câu chưa có lời đáp"), reverse("conversations_questions:index"))]

    def get_initial(self) -> dict[str, Any]:
        return {"question": self.object.question[:300], "answer": self.object.answer}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            line=self.object,
            state_words=state_words(self.object),
            answer_url=reverse("answers_questions:piece", args=[self.object.proposed]) if self.object.proposed else "",
            topics=knowledge.topics(self.organisation.pk),
            may_reply=self.may("conversations.reply"),
            is_open=self.object.state == UnansweredState.OPEN,
            dismiss_url=reverse("conversations_questions:dismiss", args=[self.object.pk]),
            reopen_url=reverse("conversations_questions:reopen", args=[self.object.pk]),
            **kwargs,
        )

    def save(self, form: AnswerForm) -> Unanswered:
        return services.answer_unanswered(actor=self.actor, unanswered_id=self.object.pk, **form.proposal())


class Dismiss(DeskObjectMixin, DeskFormView):
    """Why a question needs no answer."""

    capability = "conversations.reply"
    form_class = DismissForm
    page_title = gettext_lazy("Bỏ câu này khỏi danh sách")
    submit_label = gettext_lazy("Bỏ khỏi danh sách")
    success_url = QUESTIONS
    success_message = gettext_lazy("Đã bỏ khỏi danh sách.")
    object: Unanswered

    def save(self, form: DismissForm) -> Unanswered:
        return services.dismiss_unanswered(actor=self.actor, unanswered_id=self.object.pk, **form.cleaned_data)

    def get_crumbs(self) -> list[Crumb]:
        return [inbox_crumb(), Crumb(self.object.question[:60], self.get_cancel_url())]

    def get_cancel_url(self) -> str:
        return reverse("conversations_questions:question", args=[self.object.pk])


class Reopen(DeskObjectMixin, DeskView):
    """A settled question back on the list."""

    capability = "conversations.reply"
    http_method_names = ["post"]
    object: Unanswered

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        services.reopen_unanswered(actor=self.actor, unanswered_id=self.object.pk)
        return HttpResponseRedirect(reverse("conversations_questions:question", args=[self.object.pk]))

"""The addresses of answers and of procedures on the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from lantoa.answers import selectors
from lantoa.answers.desk import pages
from lantoa.answers.models import Procedure, Question
from lantoa.org.desk.viewsets import DeskViewSet, Page
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor


class QuestionList(pages.PieceList):
    """Câu trả lời."""

    page_title = gettext_lazy("Câu trả lời")
    file_name = "cau-tra-loi"
    empty_title = gettext_lazy("Chưa có câu trả lời nào")
    empty_text = gettext_lazy("Soạn sẵn câu trả lời cho những điều người dân hay hỏi. Một người soạn, một người khác duyệt; duyệt xong là dùng được ngay.")  # fmt: skip # noqa: E501


class ProcedureList(pages.PieceList):
    """Thủ tục."""

    page_title = gettext_lazy("Thủ tục")
    file_name = "thu-tuc"
    empty_title = gettext_lazy("Chưa có thủ tục nào")
    empty_text = gettext_lazy("Soạn từng bước của việc người dân hay đến hỏi: cần mang gì, đến đâu, mất bao lâu, tốn bao nhiêu.")  # fmt: skip # noqa: E501


SHARED = (
    ("add", "them/", pages.PieceAdd),
    ("piece", "<int:pk>/", pages.PiecePage),
    ("change", "<int:pk>/sua/", pages.PieceChange),
    ("submit", "<int:pk>/gui-duyet/", pages.Submit),
    ("approve", "<int:pk>/duyet/", pages.Approve),
    ("send_back", "<int:pk>/tra-lai/", pages.SendBack),
    ("withdraw", "<int:pk>/rut/", pages.Withdraw),
)


def _pages(kind: str, index: type[pages.PieceList]) -> tuple[Page, ...]:
    """The pages of one kind."""
    views = (("index", "", index), *SHARED)
    return tuple(Page(name, route, type(view.__name__, (view,), {"kind": kind})) for name, route, view in views)


class QuestionViewSet(DeskViewSet):
    """Hỏi đáp: Câu trả lời."""

    name = "answers_questions"
    url_prefix = "hoi-dap/cau-tra-loi"
    pages = _pages(Question.KIND, QuestionList)

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.pieces(Question.KIND, organisation.pk)


class ProcedureViewSet(DeskViewSet):
    """Hỏi đáp: Thủ tục."""

    name = "answers_procedures"
    url_prefix = "hoi-dap/thu-tuc"
    pages = _pages(Procedure.KIND, ProcedureList)

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.pieces(Procedure.KIND, organisation.pk)

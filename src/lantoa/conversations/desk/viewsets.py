"""The addresses of conversations on the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lantoa.conversations import selectors
from lantoa.conversations.desk import inbox, questions
from lantoa.org.desk.viewsets import DeskViewSet, Page
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor


class TalkViewSet(DeskViewSet):
    """Người dân hỏi."""

    name = "conversations_desk"
    url_prefix = "nguoi-dan-hoi/cuoc"
    pages = (
        Page("index", "", inbox.InboxList),
        Page("talk", "<int:pk>/", inbox.TalkPage),
        Page("take", "<int:pk>/nhan/", inbox.Take),
        Page("assign", "<int:pk>/giao/", inbox.Assign),
        Page("hand_back", "<int:pk>/tra-cho-may/", inbox.HandBack),
        Page("close", "<int:pk>/ket-thuc/", inbox.Close),
        Page("draft", "<int:pk>/nhap/", inbox.KeepDraft),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.conversations(actor, organisation)


class QuestionViewSet(DeskViewSet):
    """Câu chưa có lời đáp."""

    name = "conversations_questions"
    url_prefix = "nguoi-dan-hoi/cau-hoi"
    pages = (
        Page("index", "", questions.QuestionList),
        Page("question", "<int:pk>/", questions.QuestionPage),
        Page("dismiss", "<int:pk>/bo/", questions.Dismiss),
        Page("reopen", "<int:pk>/mo-lai/", questions.Reopen),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.unanswered(actor, organisation)

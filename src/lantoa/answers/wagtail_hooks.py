"""The part of answers in the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.answers.desk.viewsets import ProcedureViewSet, QuestionViewSet
from lantoa.org.desk.menu import DeskMenuItem


@hooks.register("register_admin_viewset")
def question_pages() -> QuestionViewSet:
    """All pages of answers."""
    return QuestionViewSet()


@hooks.register("register_admin_viewset")
def procedure_pages() -> ProcedureViewSet:
    """All pages of procedures."""
    return ProcedureViewSet()


@hooks.register("register_admin_menu_item")
def answers_item() -> DeskMenuItem:
    """Hỏi đáp."""
    return DeskMenuItem(
        _("Hỏi đáp"), "answers_questions:index", capability="answers.read", icon="ask", order=45, section="hoi-dap/"
    )

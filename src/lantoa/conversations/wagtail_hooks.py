"""The part of conversations in the desk."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.conversations.desk.ask import AskPage
from lantoa.conversations.desk.inbox import ProposeReply
from lantoa.conversations.desk.viewsets import QuestionViewSet, TalkViewSet
from lantoa.org.desk.menu import DeskMenuItem


@hooks.register("register_admin_viewset")
def talk_pages() -> TalkViewSet:
    """All pages of conversations."""
    return TalkViewSet()


@hooks.register("register_admin_viewset")
def question_pages() -> QuestionViewSet:
    """All pages of the work list."""
    return QuestionViewSet()


@hooks.register("register_admin_urls")
def propose_page() -> list[URLPattern]:
    """The page of one reply, which is found by its own number."""
    return [path("nguoi-dan-hoi/loi/<int:pk>/", ProposeReply.as_view(), name="conversations_propose_reply")]


@hooks.register("register_admin_urls")
def ask_page() -> list[URLPattern]:
    """Where staff ask."""
    return [path("hoi-van-ban/", AskPage.as_view(), name="conversations_ask")]


@hooks.register("register_admin_menu_item")
def ask_item() -> DeskMenuItem:
    """Hỏi văn bản."""
    return DeskMenuItem(_("Hỏi văn bản"), "conversations_ask", capability="library.read", icon="search", order=46)


@hooks.register("register_admin_menu_item")
def inbox_item() -> DeskMenuItem:
    """Người dân hỏi."""
    return DeskMenuItem(
        _("Người dân hỏi"),
        "conversations_desk:index",
        capability="conversations.read",
        icon="voice",
        order=44,
        section="nguoi-dan-hoi/",
    )

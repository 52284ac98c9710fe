"""Panels of conversations on "Việc hôm nay": who waits for a person, and what nobody has answered."""

from __future__ import annotations

from textwrap import shorten

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.conversations import selectors
from lantoa.conversations.desk.inbox import erased_or
from lantoa.conversations.waiting import duration
from lantoa.org.desk import today
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor

SHOWN = 4


def waiting(actor: Actor, organisation: Organisation) -> today.Content:
    """People who asked for an officer and have no answer yet, who waits longest first."""
    rows, now = selectors.waiting(organisation), timezone.now()
    items = []
    for row in rows[:SHOWN]:
        minutes = max(1, round((now - row.waiting_since).total_seconds() / 60)) if row.waiting_since else 1
        who = row.assigned_to.get_full_name() if row.assigned_to else _("chưa ai nhận")
        items.append(
            today.Item(
                text=shorten(erased_or(getattr(row, "asked", None)), 120, placeholder="…"),
                url=reverse("conversations_desk:talk", args=[row.pk]),
                meta=_("chờ %(long)s, %(who)s") % {"long": duration(minutes), "who": who},
                tone="wait",
                mark=_("Người dân chờ"),
            )
        )
    return today.Content(
        items=items,
        count=rows.count(),
        more_url=reverse("conversations_desk:index"),
        empty=_("Không có người dân nào chờ cán bộ trả lời."),
    )


def unanswered(actor: Actor, organisation: Organisation) -> today.Content:
    """Questions that no document answers, what is asked most first."""
    rows = selectors.open_questions(organisation)
    return today.Content(
        items=[
            today.Item(
                text=shorten(row.question, 120, placeholder="…"),
                url=reverse("conversations_questions:question", args=[row.pk]),
                meta=_("hỏi %(count)d lần") % {"count": row.count},
                tone="unsure",
                mark=_("Chưa có lời đáp"),
            )
            for row in rows[:SHOWN]
        ],
        count=rows.count(),
        more_url=f"{reverse('conversations_questions:index')}?state=open",
    )


for name, title, order, build in (
    ("conversations.waiting", gettext_lazy("Người dân chờ cán bộ"), 5, waiting),
    ("conversations.unanswered", gettext_lazy("Câu hỏi chưa có lời đáp"), 40, unanswered),
):
    today.register(today.Panel(name, title, capability="conversations.read", order=order, build=build))

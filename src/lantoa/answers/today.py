"""What answers show on "Việc hôm nay"."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.answers import selectors
from lantoa.answers.addresses import NAMESPACES
from lantoa.answers.desk.pages import LISTS, url_of
from lantoa.answers.models import Question, State
from lantoa.org.desk import today
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor

SHOWN = 5


def to_approve(actor: Actor, organisation: Organisation) -> today.Content:
    """Answers and procedures that wait for approval, the oldest first."""
    rows = [
        row
        for kind in NAMESPACES
        for row in selectors.pieces(kind, organisation.pk).filter(state=State.WAITING).order_by("changed_at")
    ]
    items = [today.Item(row.title, url_of("piece", row), _by(row), "wait", _("Chờ duyệt")) for row in rows[:SHOWN]]
    return today.Content(items, len(rows), f"{reverse(NAMESPACES[Question.KIND] + ':index')}?state=waiting")


def _by(row: Question) -> str:
    words = {"kind": LISTS[row.KIND], "who": row.changed_by or "Lan Tỏa"}
    return _("%(kind)s, %(who)s soạn") % words


today.register(
    today.Panel(
        "answers.approve",
        gettext_lazy("Câu trả lời chờ duyệt"),
        capability="answers.approve",
        order=35,
        build=to_approve,
    )
)

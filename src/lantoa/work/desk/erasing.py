"""Erasing what somebody wrote on a slip, in a request or in the history of an item."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from lantoa.work import selectors, services
from lantoa.work.desk.base import ReasonPage
from lantoa.work.models import Slip, WorkItem


class EraseWords(ReasonPage):
    """A page that shows the words, says what becomes of them and asks why; `about` is the slip or item they are on."""

    capability = "work.manage"
    template_name = "work/desk/erase_words.html"
    page_title = gettext_lazy("Xóa lời đã viết")
    submit_label = gettext_lazy("Xóa hẳn")
    success_message = gettext_lazy("Đã xóa. Quá trình của việc còn ghi ai xóa và vì sao.")
    words = ""

    def save(self, form: Any) -> Any:
        values = {self.argument: self.kwargs["pk"], "reason": form.cleaned_data["reason"]}
        return type(self).service(actor=self.actor, **values)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(words=self.words, **kwargs)


class EraseLine(EraseWords):
    """Words of a line of a slip."""

    service = staticmethod(services.erase_line)
    argument = "line_id"

    def _found(self, pk: int) -> Slip:
        line = selectors.detail.line(self.actor, pk)
        self.words = line.text
        return line.slip


class EraseRequest(EraseWords):
    """The reason of a request, with the answer to it."""

    service = staticmethod(services.erase_request)
    argument = "request_id"

    def _found(self, pk: int) -> WorkItem:
        row = selectors.detail.request(self.actor, pk)
        self.words = row.reason
        return row.item


class EraseEvent(EraseWords):
    """Words in the history of an item."""

    service = staticmethod(services.erase_event)
    argument = "event_id"

    def _found(self, pk: int) -> WorkItem:
        event = selectors.detail.event(self.actor, pk)
        self.words = event.text
        return event.item

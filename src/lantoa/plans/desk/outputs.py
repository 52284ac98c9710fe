"""Downloads of a plan, and the texts for the units' groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from lantoa.org.desk.views import DeskTemplateView, DeskView
from lantoa.plans import outputs, selectors
from lantoa.plans.desk.base import OnePlan
from lantoa.plans.models import TaskState
from lantoa.shared import downloads
from lantoa.shared.errors import NotFound
from lantoakit.text import fold

WRITERS = {"docx": (outputs.table_docx, downloads.DOCX), "xlsx": (outputs.table_xlsx, downloads.XLSX)}


class AssignmentTable(OnePlan, DeskView):
    """Bảng phân công nhiệm vụ as a file, of what is confirmed."""

    capability = "plans.read"

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """The file. Raises NotFound for a form that there is not."""
        if form not in WRITERS:
            raise NotFound
        write, content_type = WRITERS[form]
        made = write(self.object, selectors.tasks(self.object, [TaskState.CONFIRMED]))
        name = f"phan-cong-{slugify(fold(self.object.sign.replace('/', '-'))) or self.object.pk}.{form}"
        return downloads.made(made, content_type, name)


class UnitTexts(OnePlan, DeskTemplateView):
    """A short text per unit, ready to be copied into its group."""

    capability = "plans.read"
    template_name = "plans/texts.html"
    page_title = gettext_lazy("Tin nhắn cho nhóm Zalo của từng đơn vị")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = selectors.tasks(self.object, [TaskState.CONFIRMED])
        return super().get_context_data(plan=self.object, texts=outputs.unit_texts(self.object, tasks), **kwargs)

"""All pages of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lantoa.org.desk.viewsets import DeskViewSet, Page
from lantoa.org.models import Organisation
from lantoa.plans.desk import lists, outputs, plan, review, revisions
from lantoa.plans.desk.base import plans_of
from lantoa.shared.actors import Actor


class PlanViewSet(DeskViewSet):
    """Kế hoạch."""

    name = "plans_desk"
    url_prefix = "ke-hoach"
    pages = (
        Page("index", "", lists.PlanList),
        Page("add", "them/", lists.PlanUpload),
        Page("from_document", "tu-van-ban/<int:document_id>/", lists.FromDocument),
        Page("plan", "<int:pk>/", plan.PlanPage),
        Page("progress", "<int:pk>/tien-do/", lists.ReadingProgress),
        Page("read", "<int:pk>/doc/", lists.ReadAgain),
        Page("stop", "<int:pk>/dung-doc/", lists.StopReading),
        Page("review", "<int:pk>/soat/", review.Review),
        Page("draft", "<int:pk>/soat/nhap/", review.Draft),
        Page("confirm_clear", "<int:pk>/soat/doc-ro/", review.ConfirmClear),
        Page("add_task", "<int:pk>/them-viec/", plan.TaskAdd),
        Page("change", "<int:pk>/sua/", plan.PlanChange),
        Page("issue", "<int:pk>/ban-hanh/", plan.PlanIssue),
        Page("adopt", "<int:pk>/giao-viec/", plan.PlanAdopt),
        Page("end", "<int:pk>/ket-thuc/", plan.PlanEnd),
        Page("discard", "<int:pk>/bo/", plan.PlanDiscard),
        Page("amend", "<int:pk>/sua-doi/", revisions.PlanAmend),
        Page("revision", "<int:pk>/sua-doi/<int:revision_id>/", revisions.RevisionPage),
        Page("revision_progress", "<int:pk>/sua-doi/<int:revision_id>/tien-do/", revisions.RevisionProgress),
        Page("table", "<int:pk>/phan-cong.<str:form>", outputs.AssignmentTable),
        Page("texts", "<int:pk>/tin-nhan/", outputs.UnitTexts),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return plans_of(actor, organisation)

"""One plan: its facts, states and tasks; correcting, issuing, ending, taking it away; corrected versions of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org import selectors as org
from lantoa.org.desk.forms import VersionForm
from lantoa.org.desk.views import Crumb, DeskFormView, DeskTemplateView, DeskView
from lantoa.org.desk.words import action_words
from lantoa.plans import selectors, services
from lantoa.plans.chips import Chip, of_head
from lantoa.plans.desk.base import INDEX, OnePlan, url_of
from lantoa.plans.desk.lists import progress_of
from lantoa.plans.forms import IssueForm, PlanForm, TaskForm
from lantoa.plans.models import UNDECIDED, Plan, PlanState, PlanTask, TaskRole, TaskState

NOT_ISSUED = (PlanState.READING, PlanState.UNREADABLE, PlanState.DRAFT)


class PlanPage(OnePlan, DeskTemplateView):
    """What is known of a plan, how far it is, and its tasks under its headings."""

    capability = "plans.read"
    template_name = "plans/plan.html"

    def get_page_title(self) -> str:
        return self.object.title

    def get_crumbs(self) -> list[Crumb]:
        return super().get_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, counts = self.object, selectors.counts(self.object)
        reading = plan.state == PlanState.READING
        return super().get_context_data(
            plan=plan,
            counts=counts,
            confirmed=counts[TaskState.CONFIRMED],
            waiting=sum(counts[one] for one in UNDECIDED),
            total=sum(counts.values()) - counts[TaskState.REJECTED] - counts[TaskState.WITHDRAWN],
            steps=steps_of(plan),
            sections=sections_of(plan),
            progress=progress_of([plan])[plan.document_id] if reading else None,
            unread=selectors.unread(plan) if plan.is_draft and self.may("plans.manage") else [],
            error=selectors.reading_errors([plan.document_id]).get(plan.document_id, ""),
            revisions=selectors.revisions(plan),
            history=[(entry, action_words(entry.action)) for entry in selectors.history(plan)[:20]],
            twins=selectors.same_sign(plan),
            at_work=self.may("work.read") and not plan.is_draft,
            may_manage=self.may("plans.manage"),
            may_issue=self.may("plans.issue"),
            may_discard=self.may("plans.manage") and plan.state in NOT_ISSUED,
            may_end=self.may("plans.issue") and plan.may_end,
            **kwargs,
        )


class PlanChange(OnePlan, DeskFormView):
    """Correct what the machine read of the head."""

    capability = "plans.manage"
    form_class = PlanForm
    template_name = "plans/change.html"
    page_title = gettext_lazy("Sửa thông tin kế hoạch")
    success_message = gettext_lazy("Đã lưu.")

    @cached_property
    def chips(self) -> dict[str, list[Chip]]:
        return of_head(selectors.reading_of(self.object)) if self.object.is_draft else {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or fill a field from a chip and show the form again with what was typed."""
        key = request.POST.get("action", "").removeprefix("take:")
        chip = next((one for some in self.chips.values() for one in some if one.key == key), None)
        if chip is None:
            return super().post(request, *args, **kwargs)
        form = self.form_class(initial={**request.POST.dict(), **chip.fills})
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["head_chips"] = [(context["form"][name].label, chips) for name, chips in self.chips.items()]
        return context

    def get_initial(self) -> dict[str, Any]:
        names = ("title", "kind", "sign", "issuer", "issued_on", "ends_on", "version")
        return {name: getattr(self.object, name) for name in names}

    def get_stored(self) -> dict[str, Any]:
        self.object = self.get_object()
        return self.get_initial()

    def save(self, form: PlanForm) -> Plan:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        return services.change_plan(actor=self.actor, plan_id=self.object.pk, version=version, values=values)


class PlanIssue(OnePlan, DeskFormView):
    """Ban hành: number, day, the signed paper; what is confirmed is frozen from then on."""

    capability = "plans.issue"
    form_class = IssueForm
    template_name = "plans/issue.html"
    page_title = gettext_lazy("Ban hành kế hoạch")
    submit_label = gettext_lazy("Ban hành")
    success_message = gettext_lazy("Đã ban hành kế hoạch.")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if not self.may("library.add"):
            del form.fields["signed"], form.fields["declared_not_secret"]
        if not any(selectors.counts(self.object)[one] for one in UNDECIDED):
            del form.fields["leave_waiting"]
        if not selectors.same_sign(self._as_asked(form)):
            del form.fields["number_again"]
        return form

    def _as_asked(self, form: BaseForm) -> Plan:
        """The plan under the number that stands in the form, unsaved."""
        sign = str(form["sign"].value() or "").strip()
        return Plan(pk=self.object.pk, organisation=self.object.organisation, sign=sign, state=self.object.state)

    def get_initial(self) -> dict[str, Any]:
        return {"sign": self.object.sign, "issued_on": self.object.issued_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = selectors.counts(self.object)
        waiting = sum(counts[one] for one in UNDECIDED)
        return super().get_context_data(
            plan=self.object,
            waiting=waiting,
            confirmed=counts["confirmed"],
            twins=selectors.same_sign(self.object),
            may_manage=self.may("plans.manage"),
            **kwargs,
        )

    def save(self, form: IssueForm) -> Plan:
        values = form.cleaned_data
        return services.issue(
            actor=self.actor,
            plan_id=self.object.pk,
            sign=values["sign"],
            issued_on=values["issued_on"],
            signed_upload=values.get("signed"),
            declared_not_secret=bool(values.get("declared_not_secret")),
            leave_waiting=bool(values.get("leave_waiting")),
            number_again=bool(values.get("number_again")),
        )


class PlanAdopt(OnePlan, DeskView):
    """The answer to whether a paper of another body gives work to our units."""

    capability = "plans.manage"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of the two buttons."""
        taken = request.POST.get("taken") == "yes"
        services.adopt(actor=self.actor, plan_id=pk, taken=taken)
        if taken:
            messages.success(request, _("Các tên chung đã hiểu là đơn vị của xã. Soát lại rồi xác nhận."))
        else:
            messages.success(request, _("Các tên chung để chưa rõ. Việc nào của xã thì chọn đơn vị khi soát."))
        page = "review" if request.POST.get("back") == "review" else "plan"
        return HttpResponseRedirect(url_of(page, self.object))


class PlanEnd(OnePlan, DeskFormView):
    """Kết thúc, after asking."""

    capability = "plans.issue"
    form_class = VersionForm
    template_name = "plans/sure.html"
    page_title = gettext_lazy("Kết thúc kế hoạch này?")
    submit_label = gettext_lazy("Kết thúc kế hoạch")
    success_message = gettext_lazy("Kế hoạch đã kết thúc.")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = _("Kết thúc rồi thì không thêm, không sửa việc được nữa. Kết quả và minh chứng vẫn giữ nguyên.")
        if self.object.is_draft:
            words = _("Kế hoạch này chưa ban hành.") + " " + words
        return super().get_context_data(words=words, plan=self.object, **kwargs)

    def save(self, form: VersionForm) -> Plan:
        return services.end(actor=self.actor, plan_id=self.object.pk)


class PlanDiscard(PlanEnd):
    """Take away a plan that came in by mistake, after asking."""

    capability = "plans.manage"
    page_title = gettext_lazy("Bỏ kế hoạch này?")
    submit_label = gettext_lazy("Bỏ kế hoạch")
    success_message = gettext_lazy("Đã bỏ kế hoạch. Tệp gốc vẫn còn ở phần Văn bản.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        given = selectors.counts(self.object)[TaskState.CONFIRMED]
        out = _("%(count)d việc đã giao cho đơn vị được rút lại.") % {"count": given}
        context["words"] = _("Các việc đã đọc của kế hoạch này bị xóa. %(given)s Tệp gốc vẫn còn ở phần Văn bản.") % {
            "given": out if given else _("Không có việc nào đang được giao.")
        }
        return context

    def get_success_url(self) -> str:
        return str(INDEX)

    def save(self, form: VersionForm) -> None:  # type: ignore[override]
        services.discard(actor=self.actor, plan_id=self.object.pk)


class TaskAdd(OnePlan, DeskFormView):
    """Add by hand a task that the reading missed."""

    capability = "plans.manage"
    form_class = TaskForm
    page_title = gettext_lazy("Thêm việc")
    submit_label = gettext_lazy("Thêm việc")
    success_message = gettext_lazy("Đã thêm việc. Xem lại hạn rồi xác nhận.")

    def get_initial(self) -> dict[str, Any]:
        """The words of a place where the reading may have missed work, where the address names one."""
        return {"text": self.request.GET.get("chu", "")[:2000]}

    def get_form_kwargs(self) -> dict[str, Any]:
        units = org.units(self.organisation.pk).prefetch_related(None).values_list("pk", "name")
        return {**super().get_form_kwargs(), "units": [(str(pk), name) for pk, name in units]}

    def save(self, form: TaskForm) -> PlanTask:
        values = form.cleaned_data
        names = dict(form.fields["lead"].choices)  # type: ignore[attr-defined]
        units = tuple(services.UnitValue(TaskRole.LEAD, names[one], (int(one),)) for one in values["lead"])
        task = services.TaskValues(text=values["text"], path=values["path"], units=units)
        return services.add_task(actor=self.actor, plan_id=self.object.pk, values=task)

    def get_success_url(self) -> str:
        return f"{url_of('review', self.object)}?viec={self.result.pk}"


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the plan's way: reached or not, and when."""

    label: str
    done: bool
    at: Any = None
    by: Any = None


@dataclass(frozen=True, slots=True)
class Section:
    """Tasks under one of the plan's headings."""

    path: str
    title: str
    tasks: list[PlanTask]


def steps_of(plan: Plan) -> list[Step]:
    """The way of a plan from upload to end."""
    ended = plan.state == PlanState.ENDED
    issued = plan.is_in_force or (ended and plan.issued_by_id is not None)  # a draft may be ended too
    steps = [
        Step(_("Tải lên"), True, plan.created_at, plan.created_by),
        Step(_("Máy đọc và cán bộ soát"), issued or ended or plan.is_draft),
        Step(_("Ban hành"), issued, plan.issued_on if issued else None, plan.issued_by),
    ]
    if plan.state == PlanState.AMENDED:
        steps.append(Step(_("Sửa đổi"), True))
    return [*steps, Step(_("Kết thúc"), ended, plan.ends_on if ended or plan.ends_on else None)]


def sections_of(plan: Plan) -> list[Section]:
    """The plan's tasks under the nearest heading whose path is above theirs, in the order of the plan; two queries."""
    titles = {heading.path: heading.title for heading in plan.headings.all()}
    sections: list[Section] = []
    for task in selectors.tasks(plan).exclude(state=TaskState.REJECTED):
        path = task.path
        while path and path not in titles:
            path = path.rpartition(".")[0]
        above = path.rpartition(".")[0] if path == task.path and path.rpartition(".")[0] in titles else path
        if not sections or sections[-1].path != above:
            sections.append(Section(above, titles.get(above, ""), []))
        sections[-1].tasks.append(task)
    return sections

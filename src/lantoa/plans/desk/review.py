"""The review page: the plan's own words at the left, what the machine read of them at the right, one task at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lantoa.library.pictures import has_pages
from lantoa.org import selectors as org
from lantoa.org.desk.seen import SEEN
from lantoa.org.desk.views import DeskTemplateView, DeskView
from lantoa.org.models import Unit
from lantoa.plans import selectors, services, sheet, wording
from lantoa.plans.desk import clashes, reviewing
from lantoa.plans.desk.base import OnePlan, url_of
from lantoa.plans.matching import matcher_for
from lantoa.plans.models import UNDECIDED, Plan, PlanState, PlanTask, TaskDraft, TaskState
from lantoa.plans.sheet import Sheet
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused, Stale

GROUPS = {
    "chua-ro": TaskState.UNSURE,
    "doc-ro": TaskState.CLEAR,
    "da-xac-nhan": TaskState.CONFIRMED,
    "khong-phai-viec": TaskState.REJECTED,
}
SLUGS: dict[str, str] = {state: slug for slug, state in GROUPS.items()}
HALVES = {"trang": gettext_lazy("Trang gốc"), "chu": gettext_lazy("Chữ đã đọc")}
"""How the original is looked at: its pages, or the words that were read."""
HALF_COOKIE = "lantoa-review-half"
HALF_SECONDS = 60 * 60 * 24 * 365
TOGETHER = "plans-confirmed-together"
"""Where the session keeps which tasks of a draft were confirmed with one button: {"plan": id, "tasks": ids}."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the groups of tasks."""

    label: str
    count: int
    url: str
    icon: str
    current: bool


class Review(OnePlan, DeskTemplateView):
    """Look at tasks one by one; every button is a plain submit that keeps what was typed."""

    capability = "plans.read"
    template_name = "plans/review.html"

    @cached_property
    def tasks(self) -> list[PlanTask]:
        return list(selectors.tasks(self.object))

    @cached_property
    def units(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in org.units(self.organisation.pk).prefetch_related(None)}

    def get_page_title(self) -> str:
        return _("%(title)s: soát từng việc") % {"title": Truncator(self.object.title).words(18)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state, task = self._asked(request.GET.get("nhom", ""), request.GET.get("viec", ""))
        mine = self._mine(task) if task else None
        form = Sheet(task, mine.values if mine else sheet.stored(task), self.units) if task else None
        version = mine.based_on if mine else getattr(task, "version", 0)
        context = self.get_context_data(state=state, task=task, sheet=form, version=version)
        return remember_half(self.render_to_response(context), request.GET.get("xem", ""))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One of the buttons."""
        state, task = self._asked(request.POST.get("nhom", ""), request.POST.get("viec", ""))
        if task is None or str(task.pk) != request.POST.get("viec"):
            raise NotFound
        form = Sheet(task, sheet.typed(request.POST, request.POST.getlist), self.units)
        press = reviewing.Press(
            actor=self.actor,
            plan=self.object,
            sheet=form,
            task=task,
            version=sheet.number(request.POST.get("version", "")),
            promised=sheet.number(request.POST.get("promised", "")),
        )
        action = request.POST.get("action", "save")
        try:
            done = reviewing.answer(press, action)
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            return self._refused(state, task, form, error)
        if done.message:
            messages.success(request, done.message)
        if action == "confirm_clear":
            tell_together(request, self.object, done.confirmed)
        elif done.decided:
            request.session.pop(TOGETHER, None)
        if done.stays:
            task.refresh_from_db(fields=["state"])
            there = HttpResponseRedirect(self.url(SLUGS.get(task.state, ""), task))
            return remember_half(there, action.removeprefix("half:"))
        return HttpResponseRedirect(self._next_url(state, task, task if done.decided else None))

    def url(self, slug: str, task: PlanTask | None = None, just: PlanTask | None = None) -> str:
        """The address of a group, and of a task in it; `just` is the task that was decided a moment ago."""
        parts = [f"nhom={slug}"] if slug else []
        parts += [f"vua={just.pk}"] if just else []
        parts += [f"viec={task.pk}"] if task else []
        return url_of("review", self.object) + ("?" + "&".join(parts) if parts else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state, task, form = kwargs["state"], kwargs["task"], kwargs["sheet"]
        counts = selectors.counts(self.object)
        group = [one for one in self.tasks if one.state == state]
        total = len(self.tasks) - counts[TaskState.REJECTED]
        context = super().get_context_data(
            plan=self.object,
            twins=selectors.same_sign(self.object),
            tabs=self._tabs(counts, state),
            confirmed=counts[TaskState.CONFIRMED],
            total=total,
            task_count=len(self.tasks),
            clear_count=counts[TaskState.CLEAR],
            may_confirm_clear=counts[TaskState.CLEAR] > 0
            and self.may("plans.manage")
            and (self.object.is_draft or self.object.is_in_force),
            may_manage=self.may("plans.manage"),
            just=self._just_decided(),
            together=self._confirmed_together(),
            undecided=sum(counts[one] for one in UNDECIDED),
            group=[(one, wording.doubts(one), wording.deadline_of(one), selectors.lead_names(one)) for one in group],
            group_label=TaskState(state).label,
            slug=SLUGS[state],
            shows_doubts=state == TaskState.UNSURE,
            **kwargs,
        )
        if task is not None:
            context |= self._about(task, form, kwargs.get("seen", ""))
        return context

    def _about(self, task: PlanTask, form: Sheet, seen: str) -> dict[str, Any]:
        frozen = not (self.object.is_draft or (self.object.is_in_force and task.state in UNDECIDED))
        follower = self._after(task, task.state)
        view = reviewing.page_of(task, form, self._shown())
        return {
            "number": self._number(task),
            "seen": seen or clashes.seen_of(form, task),
            "next_number": self._number(follower) if follower else None,
            "may_change": self.may("plans.manage") and not frozen,
            "may_restore": self.may("plans.manage") and self.object.state != PlanState.ENDED,
            "frozen": frozen,
            "view": view,
            "half": self._half(),
            "halves": HALVES.items(),
            "drafts": self._drafts(task),
            "v": {name: form.one(name) for name in (*sheet.KEPT, "add-lead", "add-coordinating")},
            "add": [(str(role), role.label, form.one(f"add-{role}")) for role in sheet.ROLES],
            "options": sheet.options(self.units),
            "here": self.url(SLUGS[task.state], task) if task.state in SLUGS else "",
        }

    def _shown(self) -> reviewing.Shown:
        page, paragraph = self.request.GET.get("trang", ""), self.request.GET.get("tu", "")
        return reviewing.Shown(
            selectors.reading_of(self.object),
            matcher_for(self.organisation.pk),
            paragraph=sheet.number(paragraph) if paragraph else None,
            page=sheet.number(page) if page else None,
        )

    def _half(self) -> str:
        """Which half of the original is in front: "trang" or "chu"; "" where the original has no pages."""
        if not has_pages(self.object.document):
            return ""
        paged = next((one for name, one in (("trang", "trang"), ("tu", "chu")) if name in self.request.GET), "")
        chosen = self.request.GET.get("xem") or self.request.COOKIES.get(HALF_COOKIE, "")
        return paged or (chosen if chosen in HALVES else "trang")

    def _drafts(self, task: PlanTask) -> dict[str, Any]:
        found = selectors.drafts(task)
        return {
            "mine": next((one for one in found if one.user_id == self.actor.user_id), None),
            "others": [one for one in found if one.user_id != self.actor.user_id],
        }

    def _mine(self, task: PlanTask) -> TaskDraft | None:
        return next((one for one in selectors.drafts(task) if one.user_id == self.actor.user_id), None)

    def _asked(self, slug: str, task_id: str) -> tuple[TaskState, PlanTask | None]:
        """The group and the task that an address names; doubtful ones first where it names none."""
        if task_id:
            task = next((one for one in self.tasks if one.pk == sheet.number(task_id)), None)
            if task is None:
                raise NotFound
            return TaskState(task.state), task
        state = GROUPS.get(slug)
        if state is None:
            there = {one.state for one in self.tasks}
            state = next((one for one in GROUPS.values() if one in there), TaskState.UNSURE)
        return state, next((one for one in self.tasks if one.state == state), None)

    def _refused(self, state: TaskState, task: PlanTask, form: Sheet, error: DomainError) -> HttpResponse:
        fields = dict(error.fields) if isinstance(error, InvalidInput) else {"": error.message}
        stale = isinstance(error, Stale)
        if stale:
            form = clashes.take_stored(form, task, self.request.POST.get(SEEN, ""))
        form = replace(form, errors={name or "general": str(why) for name, why in fields.items()})
        version = task.version if stale else sheet.number(self.request.POST.get("version", ""))
        context = self.get_context_data(
            state=state,
            task=task,
            sheet=form,
            version=version,
            seen=clashes.seen_of(form, task) if stale else self.request.POST.get(SEEN, ""),
            differences=clashes.differences(form, task) if stale else None,
        )
        return self.render_to_response(context, status=error.status)

    def _next_url(self, state: TaskState, task: PlanTask, just: PlanTask | None) -> str:
        """The next task of the group that is still to be decided, else the group that is next in line."""
        follower = self._after(task, state)
        return self.url(SLUGS[state] if follower else "", follower, just)

    def _just_decided(self) -> PlanTask | None:
        """The task that the person decided a moment ago, where that can still be taken back."""
        asked = sheet.number(self.request.GET.get("vua", ""))
        task = next((one for one in self.tasks if one.pk == asked), None)
        if task is None or not self.may("plans.manage"):
            return None
        undoable = task.state == TaskState.REJECTED and self.object.state != PlanState.ENDED
        return task if undoable or (task.state == TaskState.CONFIRMED and self.object.is_draft) else None

    def _confirmed_together(self) -> list[int]:
        """The tasks that the person confirmed with one button, while that can still be taken back."""
        kept = self.request.session.get(TOGETHER, {})
        asked = self.object.is_draft and self.may("plans.manage") and kept.get("plan") == self.object.pk
        there = {one.pk for one in self.tasks if one.state == TaskState.CONFIRMED}
        return [pk for pk in kept["tasks"] if pk in there] if asked else []

    def _after(self, task: PlanTask, state: str) -> PlanTask | None:
        group = [one for one in self.tasks if one.state == state and one.pk != task.pk]
        behind = [one for one in group if (one.position, one.pk) > (task.position, task.pk)]
        return next(iter([*behind, *group]), None)

    def _number(self, task: PlanTask) -> int:
        return self.tasks.index(task) + 1

    def _tabs(self, counts: Any, state: TaskState) -> Sequence[Tab]:
        icons = {TaskState.UNSURE: "hoi", TaskState.CONFIRMED: "check"}
        return [
            Tab(str(one.label), counts[one], self.url(slug), icons.get(one, ""), one == state)
            for slug, one in GROUPS.items()
        ]


def remember_half(response: HttpResponse, half: str) -> HttpResponse:
    """Let the browser keep which half of originals a person looks at; "" and anything else keeps what it has."""
    if half in HALVES:
        response.set_cookie(HALF_COOKIE, half, max_age=HALF_SECONDS, samesite="Lax", path=reverse("plans_desk:index"))
    return response


class Draft(OnePlan, DeskView):
    """Keeps what is being typed, as it is typed."""

    capability = "plans.manage"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """JSON: when it was kept."""
        task = selectors.task(self.actor, sheet.number(request.POST.get("viec", "")))
        if task.plan_id != self.object.pk:
            raise NotFound
        values = sheet.typed(request.POST, request.POST.getlist)
        based_on = sheet.number(request.POST.get("version", "")) or task.version
        draft = reviewing.keep(self.actor, task, based_on, values)
        if draft is None:
            return JsonResponse({"text": ""})
        at = timezone.localtime(draft.saved_at).strftime("%H:%M")
        return JsonResponse({"text": _("Đã giữ lại lúc %(at)s") % {"at": at}})


class ConfirmClear(OnePlan, DeskView):
    """The one button that confirms all that was read clearly, on pages without a task in hand, and the one that takes
    what was confirmed so back."""

    capability = "plans.manage"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of the two buttons; says how many."""
        if request.POST.get("action") == "undo":
            return self._take_back(request, pk)
        try:
            promised = sheet.number(request.POST.get("promised", ""))
            done = services.confirm_clear(actor=self.actor, plan_id=pk, promised=promised)
        except Stale as error:
            messages.error(request, str(error.message))
        else:
            tell_together(request, self.object, [task.pk for task in done])
        return HttpResponseRedirect(url_of("review", self.object))

    def _take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = request.session.get(TOGETHER, {})
        ids = kept["tasks"] if kept.get("plan") == pk else []
        done = services.unconfirm_tasks(actor=self.actor, plan_id=pk, task_ids=ids)
        request.session.pop(TOGETHER, None)
        messages.success(request, _("Đã bỏ xác nhận %(count)d việc, chờ soát lại.") % {"count": len(done)})
        return HttpResponseRedirect(url_of("review", self.object))


def tell_together(request: HttpRequest, plan: Plan, confirmed: Sequence[int]) -> None:
    """Say how many tasks one button confirmed; of a draft, keep which, so that one press takes them back."""
    if plan.is_draft and confirmed:
        request.session[TOGETHER] = {"plan": plan.pk, "tasks": list(confirmed)}  # the review page says it, with "undo"
    else:
        messages.success(request, confirmed_words(len(confirmed)))


def confirmed_words(count: int) -> str:
    """What a person is told after confirming."""
    return ngettext("Đã xác nhận %(count)d việc.", "Đã xác nhận %(count)d việc.", count) % {"count": count}

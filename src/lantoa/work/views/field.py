"""The field's pages: my work, one item, what is sent, requests, choosing what to photograph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lantoa.org import policies
from lantoa.org.requests import actor_of, signed_in_in_the_field
from lantoa.shared.errors import DomainError, NotFound, PermissionRefused, WrongState
from lantoa.shared.forms import add_domain_error, with_version
from lantoa.shared.language import in_vietnamese
from lantoa.work import selectors, services
from lantoa.work.forms import CommentForm, ExtensionForm, MisassignedForm, ProgressForm, SendForm, new_key
from lantoa.work.models import OPEN_STATES, RequestKind, RequestState
from lantoa.work.selectors.detail import ItemDetail

INLINE_FORMS = 5
UNIT = "work_unit"


@never_cache
@signed_in_in_the_field
def mine(request: HttpRequest) -> HttpResponse:
    """Work of one of the person's units; the first late and soon items carry their form."""
    page = selectors.mine.mine(actor_of(request), chosen_unit(request), timezone.localdate())
    forms_of = {card.item.pk: SendForm(card.item) for card in (*page.late, *page.soon)[:INLINE_FORMS]}
    for card in (*page.late, *page.soon, *page.later, *page.undated):
        card.item.send_form = forms_of.get(card.item.pk)  # type: ignore[attr-defined]
    return render(request, "work/mine.html", {"page": page, "unit": page.unit, "current": "mine"})


@never_cache
@signed_in_in_the_field
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item with its form, what was sent and what was said."""
    detail = selectors.detail.item(actor_of(request), item_id, timezone.localdate())
    if not (detail.leads or detail.helps):
        return redirect("work_item", item_id)
    return _item_page(request, detail, SendForm(detail.item))


@never_cache
@signed_in_in_the_field
@require_POST
def send(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take what was sent: with scripts an answer in JSON, so that the photos in the page outlive an error."""
    detail = selectors.detail.item(actor_of(request), item_id, timezone.localdate())
    form = SendForm(detail.item, request.POST, request.FILES)
    if form.is_valid():
        try:
            services.send_proof(actor=actor_of(request), item_id=item_id, **form.values())
        except forms.ValidationError as error:
            form.add_error(None, error)
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            add_domain_error(form, error)
        else:
            messages.success(request, _("Đã gửi về xã."))
            url = reverse("work:item", args=[item_id])
            return JsonResponse({"url": url}) if wants_json(request) else redirect(url)
    if wants_json(request):
        return JsonResponse({"errors": _errors(form)}, status=422)
    return _item_page(request, detail, form, status=422)


@never_cache
@signed_in_in_the_field
@require_POST
def start(request: HttpRequest, item_id: int) -> HttpResponse:
    """Bắt đầu làm."""
    try:
        services.start_item(actor=actor_of(request), item_id=item_id)
    except WrongState as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Đã ghi là đang làm."))
    return redirect("work:item", item_id)


@never_cache
@signed_in_in_the_field
def progress(request: HttpRequest, item_id: int) -> HttpResponse:
    """Cập nhật tiến độ."""
    detail = selectors.detail.item(actor_of(request), item_id, timezone.localdate())
    if not detail.leads:
        raise PermissionRefused(capability="work.report", item_id=item_id)
    form = ProgressForm(request.POST or None, item=detail.item)
    if form.is_valid():
        done, seen = form.cleaned_data["done"], form.cleaned_data["version"]
        try:
            services.set_progress(actor=actor_of(request), item_id=item_id, done=done, seen=seen)
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            with_version(form, str(detail.item.progress_done))
            add_domain_error(form, error)
        else:
            messages.success(request, _("Đã cập nhật tiến độ."))
            return redirect("work:item", item_id)
    context = {"form": form, "item": detail.item, "unit": detail.item.lead, "current": "mine"}
    return render(request, "work/progress.html", context, status=422 if form.is_bound else 200)


@never_cache
@signed_in_in_the_field
def extension(request: HttpRequest, item_id: int) -> HttpResponse:
    """Xin gia hạn."""
    return _ask(request, item_id, RequestKind.EXTENSION, ExtensionForm, services.ask_extension)


@never_cache
@signed_in_in_the_field
def misassigned(request: HttpRequest, item_id: int) -> HttpResponse:
    """Báo giao nhầm."""
    return _ask(request, item_id, RequestKind.MISASSIGNED, MisassignedForm, services.report_misassigned)


@never_cache
@signed_in_in_the_field
@require_POST
def comment(request: HttpRequest, item_id: int) -> HttpResponse:
    """Say something on an item."""
    detail = selectors.detail.item(actor_of(request), item_id, timezone.localdate())
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            services.comment(actor=actor_of(request), item_id=item_id, **form.cleaned_data)
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            add_domain_error(form, error)
        else:
            return redirect(reverse("work:item", args=[item_id]) + "#trao-doi")
    return _item_page(request, detail, SendForm(detail.item), comment_form=form, status=422)


@never_cache
@signed_in_in_the_field
@require_POST
def take_back(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Take back what was sent by mistake, until the commune has confirmed it."""
    with in_vietnamese():
        reason = _("Người gửi rút lại.")
    evidence = services.erase_evidence(actor=actor_of(request), evidence_id=evidence_id, reason=reason)
    messages.success(request, _("Đã rút lại."))
    return redirect("work:item", evidence.item_id)


@never_cache
@signed_in_in_the_field
def capture(request: HttpRequest) -> HttpResponse:
    """Choose the item first, then photograph."""
    unit, units = selectors.mine.unit_of(actor_of(request), chosen_unit(request))
    items = [row for row in selectors.mine.open_items(unit) if not row.status_only]
    return render(request, "work/capture.html", {"items": items, "unit": unit, "units": units, "current": "capture"})


def chosen_unit(request: HttpRequest) -> int | None:
    """The unit that a person of several units looks at: chosen in the address, kept in the session."""
    wanted = request.GET.get("don-vi", "")
    own = policies.unit_ids(actor_of(request))
    if wanted.isascii() and wanted.isdecimal() and int(wanted) in own:
        request.session[UNIT] = int(wanted)
    kept = request.session.get(UNIT)
    return kept if kept in own else None


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which shows errors in the page it stands in."""
    return request.accepts("application/json") and not request.accepts("text/html")


def _errors(form: forms.Form) -> list[dict[str, str]]:
    found = [{"field": "", "text": str(text)} for text in form.non_field_errors()]
    for name, texts in form.errors.items():
        if name != NON_FIELD_ERRORS:
            found.append({"field": str(form[name].id_for_label or ""), "text": f"{form[name].label}: {texts[0]}"})
    return found


def _item_page(
    request: HttpRequest,
    detail: ItemDetail,
    form: SendForm,
    *,
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    unit = next((u for u in (detail.item.lead, *detail.item.coordinating.all()) if _own(request, u.pk)), None)
    context = {
        "detail": detail,
        "item": detail.item,
        "form": form,
        "comment_form": comment_form or CommentForm(initial={"client_key": new_key()}, label_suffix=""),
        "unit": unit,
        "current": "mine",
    }
    return render(request, "work/item.html", context, status=status)


def _own(request: HttpRequest, unit_id: int) -> bool:
    return unit_id in policies.unit_ids(actor_of(request))


def _ask(
    request: HttpRequest, item_id: int, kind: RequestKind, form_class: type[forms.Form], service: Callable[..., Any]
) -> HttpResponse:
    """What was asked and answered; the form where nothing was asked yet, and folded away once it was answered."""
    detail = selectors.detail.item(actor_of(request), item_id, timezone.localdate())
    if not detail.leads:
        raise PermissionRefused(capability="work.report", item_id=item_id)
    form = form_class(request.POST or None, initial={"client_key": new_key()}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            service(actor=actor_of(request), item_id=item_id, **form.cleaned_data)
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            add_domain_error(form, error)
        else:
            messages.success(request, _("Đã gửi về xã. Xã trả lời thì hiện ở việc này."))
            return redirect("work:item", item_id)
    asked = [row for row in detail.requests if row.kind == kind]
    context = {
        "form": form,
        "item": detail.item,
        "title": kind.label,
        "asked": asked,
        "waits": any(row.state == RequestState.OPEN for row in asked),
        "is_open": detail.item.state in OPEN_STATES,
        "unit": detail.item.lead,
        "current": "mine",
    }
    return render(request, "work/ask.html", context, status=422 if form.is_bound else 200)

"""Slips on the phone: all lines on one page, kept as they are typed, sent with one button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lantoa.org.requests import actor_of, signed_in_in_the_field
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused
from lantoa.work import selectors, services
from lantoa.work.models import SlipState
from lantoa.work.selectors.detail import SlipDetail
from lantoa.work.slip_forms import LineForm, line_forms, take_stored_versions
from lantoa.work.views.field import chosen_unit


@never_cache
@signed_in_in_the_field
def slips(request: HttpRequest) -> HttpResponse:
    """The unit's slips, the newest first."""
    unit, units = selectors.mine.unit_of(actor_of(request), chosen_unit(request))
    context = {
        "slips": selectors.mine.slips_of(unit),
        "next_slips": selectors.queue.next_slips(unit.organisation_id, timezone.localdate()),
        "unit": unit,
        "units": units,
        "current": "slips",
    }
    return render(request, "work/slips.html", context)


@never_cache
@signed_in_in_the_field
def slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    """One slip: filled in while it is open, read afterwards. "Không phát sinh" answers for the lines that are empty."""
    detail = selectors.detail.slip(actor_of(request), slip_id, timezone.localdate())
    if not detail.own:
        return redirect("work_slip", slip_id)
    if request.method != "POST":
        return _page(request, detail, line_forms(detail.lines))
    lines = line_forms(detail.lines, request.POST)
    version = request.POST.get("version", "")
    sound = [form.is_valid() for form in lines]
    if all(sound) and version.isascii() and version.isdecimal():
        try:
            inputs = [form.line_input() for form in lines]
            if "nothing" in request.POST:
                inputs = [line.or_nothing() for line in inputs]
            services.submit_slip(actor=actor_of(request), slip_id=slip_id, version=int(version), lines=inputs)
        except (PermissionRefused, NotFound):
            raise
        except InvalidInput as error:
            for form in lines:
                form.place(error.fields)
        except DomainError as error:
            return _page(request, detail, lines, error=error)
        else:
            messages.success(request, _("Đã gửi phiếu về xã. Cảm ơn bác."))
            return redirect("work:slip", slip_id)
    return _page(request, detail, lines, failed=True)


@never_cache
@signed_in_in_the_field
@require_POST
def save_line(request: HttpRequest, slip_id: int, line_id: int) -> JsonResponse:
    """Keep one line as a draft; answers with the line's new version, or with what somebody else stored."""
    detail = selectors.detail.slip(actor_of(request), slip_id, timezone.localdate())
    line = next((row for row in detail.lines if row.pk == line_id), None)
    if line is None:
        raise NotFound(line_id=line_id)
    form = LineForm(line, request.POST)
    if not form.is_valid():
        return JsonResponse({"message": next(iter(form.errors.values()))[0]}, status=422)
    try:
        saved = services.save_line(actor=actor_of(request), slip_id=slip_id, line=form.line_input())
    except DomainError as error:
        return JsonResponse({"code": error.code, "message": str(error.message)}, status=error.status)
    return JsonResponse({"version": saved.version})


def _page(
    request: HttpRequest,
    detail: SlipDetail,
    lines: list[LineForm],
    *,
    error: DomainError | None = None,
    failed: bool = False,
) -> HttpResponse:
    if error:  # what was typed stays, and beside it stands what is stored
        take_stored_versions(lines)
    context = {
        "detail": detail,
        "slip": detail.slip,
        "forms": lines,
        "error": error,
        "stored": error is not None,
        "fillable": error is not None or detail.slip.state in (SlipState.OPEN, SlipState.RETURNED),
        "errors": [(bound, bound.errors[0]) for form in lines for bound in form if bound.errors] if failed else [],
        "unit": detail.slip.unit,
        "current": "slips",
    }
    status = error.status if error else 422 if failed else 200
    return render(request, "work/slip.html", context, status=status)

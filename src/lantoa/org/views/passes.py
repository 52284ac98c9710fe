"""The officer's page of one person's QR pass: the card, printed once, and the phones it was scanned on."""

from __future__ import annotations

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from lantoa.org import policies, selectors
from lantoa.org.services import passes
from lantoa.shared.errors import DomainError, NotFound


@never_cache
@login_required
def field_pass(request: HttpRequest, user_id: int) -> HttpResponse:
    """GET: what there is. POST `action`: issue (answers with the card), revoke, or forget (one `device`)."""
    actor = request.actor  # type: ignore[attr-defined]
    organisation = request.organisation  # type: ignore[attr-defined]
    if organisation is None:
        raise NotFound
    policies.require(actor, "people.manage", organisation.pk)
    person = selectors.person(organisation.pk, user_id)
    live = selectors.live_pass(person, organisation.pk)
    error: DomainError | None = None
    action = request.POST.get("action")
    if action == "issue":
        try:
            _issued, url = passes.issue_pass(actor=actor, user=person, organisation_id=organisation.pk)
        except DomainError as refused:
            error = refused
        else:
            return _card(request, person.pk, organisation.pk, url)
    elif action == "revoke" and live is not None:
        passes.revoke_pass(actor=actor, field_pass=live)
        return redirect(request.path)
    elif action == "forget":
        wanted = request.POST.get("device", "")
        row = selectors.devices(person, organisation.pk).filter(pk=wanted if wanted.isdecimal() else 0).first()
        if row is None:
            raise NotFound
        passes.revoke_device(actor=actor, device_id=row.pk)
        return redirect(request.path)
    context = {
        "person": person,
        "live": live,
        "rows": selectors.devices(person, organisation.pk),
        "held_positions": selectors.field_positions(person, organisation.pk),
        "error": error,
    }
    return render(request, "org/field_pass.html", context, status=error.status if error else 200)


def _card(request: HttpRequest, user_id: int, organisation_id: int, url: str) -> HttpResponse:
    person = selectors.person(organisation_id, user_id)
    address = request.build_absolute_uri(url)
    picture = segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    context = {
        "person": person,
        "held_positions": selectors.field_positions(person, organisation_id),
        "qr": mark_safe(picture),  # noqa: S308 (segno draws it from an address that we made)
    }
    return render(request, "org/pass_card.html", context)

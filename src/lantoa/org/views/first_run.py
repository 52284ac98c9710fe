"""The first run of an empty installation: province, commune, units and the first administrator, by plain pages."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lantoa.org.forms import FirstRunForm
from lantoa.org.services import first_run as service
from lantoa.org.services.people import NewPerson
from lantoa.shared.errors import DomainError, NotFound
from lantoa.shared.forms import add_domain_error
from lantoa.shared.ratelimit import limited
from lantoakit.places import Place, by_code, communes, provinces, search

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@limited("org.first_run", limit=200, seconds=600, methods=("GET", "POST"))
def choose_place(request: HttpRequest, code: str, province_code: str = "") -> HttpResponse:
    """Provinces, or the communes of one; a search box finds a commune by name."""
    service.check_code(code)
    province = _place(province_code, of_province=True) if province_code else None
    query = request.GET.get("q", "").strip()
    found = search(query, province=province_code or None, limit=30) if query else ()
    context = {
        "code": code,
        "province": province,
        "places": communes(province.code) if province else provinces(),
        "query": query,
        "found": [(place, by_code(place.province_code)) for place in found if place.province_code],
    }
    return render(request, "org/first_run_place.html", context)


@never_cache
@sensitive_post_parameters("password", "password_again")
@limited("org.first_run", limit=200, seconds=600, methods=("GET", "POST"))
def set_up(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    """Units to be made and the first administrator, who is signed in and led to the second factor."""
    try:
        service.check_code(code)
    except NotFound:
        if request.user.is_authenticated:  # the button was pressed twice
            return redirect("portal:after_sign_in")
        raise
    commune = _place(commune_code, of_province=False)
    form = FirstRunForm(request.POST or None, proposed=service.proposed_units(commune))
    if request.method == "POST" and form.is_valid():
        try:
            return _make(request, code, commune, form)
        except DomainError as error:
            add_domain_error(form, error)
    context = {"form": form, "code": code, "commune": commune, "province": by_code(commune.province_code)}
    return render(request, "org/first_run_set_up.html", context, status=422 if form.is_bound else 200)


def _make(request: HttpRequest, code: str, commune: Place, form: FirstRunForm) -> HttpResponse:
    data = form.cleaned_data
    user = service.first_run(
        code=code,
        province_code=commune.province_code,
        commune_code=commune.code,
        unit_names=form.unit_names(),
        admin=NewPerson(data["full_name"], data["phone"], data["email"]),
        title=data["title"],
        password=data["password"],
        also_officer=data["also_officer"],
    )
    login(request, user, backend=BACKEND)
    record_authentication(request, user, "password", email=user.email)
    return redirect("portal:after_sign_in")


def _place(code: str, *, of_province: bool) -> Place:
    try:
        place = by_code(code)
    except KeyError as error:
        raise NotFound from error
    if place.kind.is_province is not of_province:
        raise NotFound
    return place

"""The bases of every page of the desk: who is asked for, in which organisation, and what becomes of errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from django.views.generic.base import ContextMixin

from lantoa.org import policies
from lantoa.org.desk.seen import SEEN, differences_between, seen_of, take_stored
from lantoa.org.models import Organisation
from lantoa.org.requests import actor_of, organisation_of
from lantoa.shared.actors import Actor
from lantoa.shared.errors import DomainError, NotFound, PermissionRefused, Stale
from lantoa.shared.forms import add_domain_error, with_version

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to a page; the last one has no address."""

    label: Text
    url: str = ""


class DeskMixin(View):
    """Refuses everybody who lacks `capability` in their own organisation; gives `self.actor` and `self.organisation`.

    Put it first among the bases. Anonymous people are sent to sign in; raises PermissionRefused for the others.
    """

    capability: ClassVar[str] = ""
    actor: Actor
    organisation: Organisation

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        if cls.capability not in policies.CAPABILITIES:
            raise ImproperlyConfigured(f"{cls.__name__}.capability {cls.capability!r} has no row in org.policies")
        return login_required(super().as_view(**initkwargs))

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Before anything else, since Wagtail's generic views fetch their object in `setup`.
        self.actor = actor_of(request)
        self.organisation = organisation_of(request)
        policies.require(self.actor, "desk.enter", self.organisation.pk)
        policies.require(self.actor, self.capability, self.organisation.pk)
        super().setup(request, *args, **kwargs)

    def may(self, capability: str) -> bool:
        """Whether the person has another capability here: for showing or leaving out a button."""
        return policies.may(self.actor, capability, self.organisation.pk)


class DeskPageMixin(ContextMixin, View):
    """Title, way and buttons of a page on `desk/base.html`."""

    page_title: Text = ""
    crumbs: Sequence[Crumb] = ()

    def get_page_title(self) -> Text:
        """The page's one h1."""
        return self.page_title

    def get_crumbs(self) -> Sequence[Crumb]:
        """The steps between the desk's menu and this page, without the page itself."""
        return self.crumbs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("header_title", self.get_page_title())
        context.setdefault("crumbs", self.get_crumbs())
        return context


class DeskView(DeskMixin):
    """A view of the desk that answers by itself: downloads, buttons that only post."""


class DeskTemplateView(DeskMixin, DeskPageMixin, TemplateView):
    """A page of the desk: extend `desk/base.html` in the template."""

    template_name = "desk/base.html"


class DeskFormView(DeskMixin, DeskPageMixin, FormView[forms.BaseForm]):
    """A form of the desk over one service.

    Override `save(form)`: call the service; what it returns is kept as `self.result`. Domain errors come back as errors
    of the form, with everything that was typed. Stale shows the typed values beside the stored ones (`get_stored`);
    fields that were left as they were shown take the stored value, and the hidden `version` the stored version.
    """

    template_name = "desk/form.html"
    success_message: Text = ""
    submit_label: Text = ""
    cancel_url: str = ""
    result: Any = None

    def save(self, form: Any) -> Any:
        """Call the service with `form.cleaned_data`. Raises DomainError."""
        raise NotImplementedError

    def get_stored(self) -> dict[str, Any]:
        """The values stored now, by field name, `version` included; by default what the form starts from."""
        return self.get_initial()

    def get_success_message(self) -> Text:
        """What the person is told after saving; empty: nothing."""
        return self.success_message

    def get_cancel_url(self) -> str:
        """Where "Thôi" leads; empty: no such link."""
        return self.cancel_url

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            self.result = self.save(form)
        except (PermissionRefused, NotFound):
            raise
        except Stale as error:
            return self.form_stale(form, error)
        except DomainError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)
        if message := self.get_success_message():
            messages.success(self.request, str(message))
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_stale(self, form: forms.BaseForm, error: Stale) -> HttpResponse:
        """Show the form again with what was typed, beside it what somebody else stored."""
        stored = self.get_stored()
        take_stored(form, stored, self.request.POST.get(SEEN, ""))
        differences = differences_between(form, stored)
        with_version(form, stored["version"])
        form.add_error(None, str(error.message))
        context = self.get_context_data(form=form, differences=differences, seen=seen_of(form, stored))
        return self.render_to_response(context, status=error.status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["submit_label"] = self.submit_label or _("Lưu")
        context["cancel_url"] = self.get_cancel_url()
        context["object"] = getattr(self, "object", None)
        if "version" in context["form"].fields and "seen" not in context:
            form = context["form"]
            context["seen"] = self.request.POST.get(SEEN) or seen_of(form, form.initial)
        return context


def home_crumb() -> Crumb:
    """The way back to "Việc hôm nay"."""
    return Crumb(_("Việc hôm nay"), reverse("wagtailadmin_home"))

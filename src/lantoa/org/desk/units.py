"""Units on the desk: list, add, change, merge, take out of use and back."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org import selectors
from lantoa.org.desk.forms import MergeForm, UnitForm, VersionForm
from lantoa.org.desk.lists import Action, DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.views import Crumb, DeskFormView
from lantoa.org.desk.viewsets import DeskObjectMixin, DeskViewSet, Page
from lantoa.org.models import Organisation, Unit, UnitKind
from lantoa.org.services import units
from lantoa.shared.actors import Actor

INDEX = reverse_lazy("org_units:index")


class UnitFilter(django_filters.FilterSet):
    """By kind, and whether in use."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Loại"), choices=UnitKind.choices, empty_label=gettext_lazy("Mọi loại")
    )
    is_active = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"),
        choices=[("True", gettext_lazy("Đang hoạt động")), ("False", gettext_lazy("Đã ngừng"))],
        empty_label=gettext_lazy("Tất cả"),
    )


class UnitList(DeskListView):
    """All units of the organisation."""

    capability = "org.read"
    page_title = gettext_lazy("Đơn vị")
    tabs = "org_desk/tabs.html"
    file_name = "don-vi"
    folded_field = "folded"
    search_label = gettext_lazy("Tên đơn vị")
    filterset_class = UnitFilter
    empty_title = gettext_lazy("Chưa có đơn vị nào")
    empty_text = gettext_lazy("Thêm các phòng, thôn, trường, hội của xã để giao việc cho từng đơn vị.")
    columns = (
        DeskTitleColumn(
            "name",
            label=gettext_lazy("Tên"),
            sort_key="folded",
            file_width=44,
            get_url=lambda unit: reverse("org_units:change", args=[unit.pk]),
        ),
        DeskColumn("get_kind_display", label=gettext_lazy("Loại"), sort_key="kind"),
        DeskColumn(
            "aliases",
            label=gettext_lazy("Cách ghi khác"),
            accessor=lambda unit: ", ".join(alias.text for alias in unit.aliases.all()),
            file_width=44,
        ),
        DeskColumn("people", label=gettext_lazy("Số người"), accessor="people", classname="num", file_width=12),
        DeskColumn(
            "is_active",
            label=gettext_lazy("Tình trạng"),
            accessor=lambda unit: "" if unit.is_active else _("Đã ngừng"),
        ),
    )

    def get_base_queryset(self) -> QuerySet[Any]:
        today = timezone.localdate()
        held = Q(positions__starts_on__lte=today) & (Q(positions__ends_on=None) | Q(positions__ends_on__gte=today))
        return super().get_base_queryset().annotate(people=Count("positions__user", filter=held, distinct=True))

    def get_actions(self) -> list[Action]:
        return [Action(_("Thêm đơn vị"), reverse("org_units:add"), "plus")] if self.may("org.manage") else []


class UnitFormView(DeskFormView):
    """What the forms of a unit share."""

    capability = "org.manage"
    form_class: Any = UnitForm
    success_url = INDEX
    cancel_url = INDEX  # type: ignore[assignment]

    def get_crumbs(self) -> list[Crumb]:
        return [Crumb(_("Đơn vị"), str(INDEX))]


class UnitAdd(UnitFormView):
    """A new unit."""

    page_title = gettext_lazy("Thêm đơn vị")
    success_message = gettext_lazy("Đã thêm đơn vị.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.organisation}

    def save(self, form: UnitForm) -> Unit:
        values = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        return units.add(actor=self.actor, organisation_id=self.organisation.pk, **values)


class OneUnit(DeskObjectMixin, UnitFormView):
    """A form about one unit."""

    object: Unit
    form_class: Any = VersionForm

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_crumbs(self) -> list[Crumb]:
        here = Crumb(self.object.name, reverse("org_units:change", args=[self.object.pk]))
        return [*super().get_crumbs(), here]

    def get_cancel_url(self) -> str:
        return reverse("org_units:change", args=[self.object.pk])

    def get_stored(self) -> dict[str, Any]:
        self.object = self.get_object()
        return self.get_initial()


class UnitChange(OneUnit):
    """Change a unit, or for readers look at it."""

    capability = "org.read"
    form_class: Any = UnitForm
    template_name = "org_desk/unit.html"
    success_message = gettext_lazy("Đã lưu đơn vị.")

    def get_page_title(self) -> str:
        return self.object.name

    def get_crumbs(self) -> list[Crumb]:
        return super().get_crumbs()[:1]

    def get_cancel_url(self) -> str:
        return str(INDEX)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.organisation, "without": self.object.pk}

    def get_initial(self) -> dict[str, Any]:
        return {
            **super().get_initial(),
            "name": self.object.name,
            "kind": self.object.kind,
            "parent_id": self.object.parent_id,
            "aliases": "\n".join(alias.text for alias in self.object.aliases.all()),
        }

    def save(self, form: UnitForm) -> Unit:
        return units.change(actor=self.actor, unit=self.object, **form.cleaned_data)

    def get_form(self, form_class: Any = None) -> forms.BaseForm:
        form = super().get_form(form_class)
        if not self.may("org.manage"):
            for field in form.fields.values():
                field.disabled = True
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["unit"] = self.object
        context["may_manage"] = self.may("org.manage")
        today = timezone.localdate()
        held = selectors.positions(self.organisation.pk).in_force(today).filter(unit=self.object)  # type: ignore[attr-defined]
        context["positions"] = held
        return context


class UnitMerge(OneUnit):
    """Two units that turned out to be one."""

    form_class: Any = MergeForm
    page_title = gettext_lazy("Gộp vào đơn vị khác")
    template_name = "org_desk/unit_merge.html"
    submit_label = gettext_lazy("Gộp")
    success_message = gettext_lazy("Đã gộp. Người, việc và tên gọi của đơn vị cũ đã chuyển sang đơn vị nhận.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.organisation, "without": self.object.pk}

    def save(self, form: MergeForm) -> Unit:
        into = selectors.unit(self.organisation.pk, form.cleaned_data["into"])
        return units.merge(actor=self.actor, unit=self.object, into=into, version=form.cleaned_data["version"])


class UnitDeactivate(OneUnit):
    """Out of use, with its past kept."""

    page_title = gettext_lazy("Ngừng dùng đơn vị này?")
    template_name = "org_desk/unit_deactivate.html"
    submit_label = gettext_lazy("Ngừng dùng")
    success_message = gettext_lazy("Đã ngừng dùng đơn vị. Việc cũ vẫn giữ nguyên.")

    def save(self, form: VersionForm) -> Unit:
        return units.deactivate(actor=self.actor, unit=self.object, version=form.cleaned_data["version"])


class UnitReactivate(OneUnit):
    """Back into use."""

    page_title = gettext_lazy("Dùng lại đơn vị này?")
    submit_label = gettext_lazy("Dùng lại")
    success_message = gettext_lazy("Đơn vị đã được dùng lại.")

    def save(self, form: VersionForm) -> Unit:
        return units.reactivate(actor=self.actor, unit=self.object, version=form.cleaned_data["version"])


class UnitViewSet(DeskViewSet):
    """Tổ chức: Đơn vị."""

    name = "org_units"
    url_prefix = "to-chuc/don-vi"
    pages = (
        Page("index", "", UnitList),
        Page("add", "them/", UnitAdd),
        Page("change", "<int:pk>/", UnitChange),
        Page("merge", "<int:pk>/gop/", UnitMerge),
        Page("deactivate", "<int:pk>/ngung/", UnitDeactivate),
        Page("reactivate", "<int:pk>/dung-lai/", UnitReactivate),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.units(organisation.pk, active_only=False)

"""Nhật ký: the record of writes in one's own organisation, to be read only."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.lists import DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.words import action_words, kind_words, kinds
from lantoa.org.models import Organisation, User
from lantoa.shared import preferences
from lantoa.shared.actors import Actor
from lantoa.shared.forms import DayInput
from lantoa.shared.models import AuditEntry


class JournalFilter(django_filters.FilterSet):
    """By person, by what it was done to, by days."""

    actor_name = django_filters.CharFilter(label=gettext_lazy("Người làm"), lookup_expr="icontains")
    target_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Việc với"), choices=kinds, empty_label=gettext_lazy("Tất cả")
    )
    since = django_filters.DateFilter(
        label=gettext_lazy("Từ ngày"), field_name="at", lookup_expr="date__gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=gettext_lazy("Đến ngày"), field_name="at", lookup_expr="date__lte", widget=DayInput
    )


REFUSED = "_refused"
"""How actions end that somebody tried and nobody did."""


def entries_of(actor: Actor, organisation: Organisation) -> QuerySet[AuditEntry]:
    """The record of one organisation, the newest first."""
    return AuditEntry.objects.filter(organisation_id=organisation.pk)


def moment(entry: Any) -> str:
    """When, as it is written in Vietnam."""
    return timezone.localtime(entry.at).strftime("%H:%M %d/%m/%Y")


def named(entry: Any) -> str:
    """What it was done to; a setting by the words of its form, not by the name that the program has for it."""
    labels = {row.name: str(row.label) for row in preferences.rows()}
    if not entry.target_text and entry.action.endswith(REFUSED):  # the record keeps the account's id alone
        return User.objects.filter(pk=entry.target_id).values_list("full_name", flat=True).first() or ""
    label = labels.get(entry.target_text, str(entry.target_text))
    if {"was", "value"} <= entry.details.keys():
        change = {"label": label, "was": _said(entry.details["was"]), "value": _said(entry.details["value"])}
        return _("%(label)s: từ “%(was)s” thành “%(value)s”") % change
    return label


def _said(value: Any) -> str:
    """The value of a setting as its form shows it."""
    if isinstance(value, bool):
        return _("bật") if value else _("tắt")
    return str(value) if value != "" else _("để trống")


def who(entry: Any) -> str:
    """Who did it; nobody knows who was refused at the door."""
    return entry.actor_name or (_("Chưa rõ ai") if entry.action.endswith(REFUSED) else _("Hệ thống"))


class Journal(DeskListView):
    """Who did what, and when."""

    capability = "audit.read"
    page_title = gettext_lazy("Nhật ký")
    file_name = "nhat-ky"
    filterset_class = JournalFilter
    empty_title = gettext_lazy("Nhật ký chưa có dòng nào")
    columns = (
        DeskTitleColumn("at", label=gettext_lazy("Lúc"), accessor=moment, file_value=lambda one: one.at, file_width=18),
        DeskColumn("actor", label=gettext_lazy("Người làm"), accessor=who),
        DeskColumn("action", label=gettext_lazy("Đã làm"), accessor=lambda one: action_words(one.action)),
        DeskColumn("kind", label=gettext_lazy("Với"), accessor=lambda one: kind_words(one.target_type)),
        DeskColumn("target", label=gettext_lazy("Mục"), accessor=named, file_width=60),
    )

    def get_base_queryset(self) -> QuerySet[AuditEntry]:
        return entries_of(self.actor, self.organisation)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by("-at", "-pk")

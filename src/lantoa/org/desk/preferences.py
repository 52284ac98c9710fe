"""Thiết lập, and what the organisation says of itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from lantoa.org import selectors
from lantoa.org.desk.forms import OrganisationForm
from lantoa.org.desk.views import DeskFormView
from lantoa.org.models import Organisation
from lantoa.org.services import organisation as service
from lantoa.shared import preferences
from lantoa.shared.errors import InvalidInput
from lantoa.shared.preferences import Preference


def field_for(row: Preference) -> forms.Field:
    """The form field of one setting."""
    if row.kind is bool:
        return forms.BooleanField(label=str(row.label), help_text=str(row.help), required=False)
    if row.kind is int:
        return forms.IntegerField(
            label=str(row.label), help_text=str(row.help), min_value=row.minimum or 0, max_value=row.maximum or 2**31
        )
    return forms.CharField(label=str(row.label), help_text=str(row.help), required=False, max_length=500)


def field_name(row: Preference) -> str:
    """The name of a setting in a form."""
    return row.name.replace(".", "__")


class SettingsForm(forms.Form):
    """One field for every registered row, a name's dot as two underscores; `version` is the seal of what was seen."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in preferences.in_order():
            self.fields[field_name(row)] = field_for(row)


class SettingsPage(DeskFormView):
    """All settings of the organisation on one page; only what differs is written."""

    capability = "settings.manage"
    form_class = SettingsForm
    template_name = "org_desk/settings.html"
    page_title = gettext_lazy("Thiết lập")
    success_url = reverse_lazy("org_settings")
    success_message = gettext_lazy("Đã lưu thiết lập.")

    def get_initial(self) -> dict[str, Any]:
        values = preferences.in_force(self.organisation.pk)
        shown = {field_name(row): values[row.name] for row in preferences.rows()}
        return {**shown, "version": preferences.seal(values)}

    def save(self, form: SettingsForm) -> list[str]:
        try:
            return service.set_preferences(
                actor=self.actor,
                organisation_id=self.organisation.pk,
                seal=form.cleaned_data["version"],
                values={row.name: form.cleaned_data[field_name(row)] for row in preferences.rows()},
            )
        except InvalidInput as error:  # said beside the field, which has no dot in its name
            raise InvalidInput(fields={name.replace(".", "__"): said for name, said in error.fields.items()}) from error

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        for row in preferences.in_order():
            if row.beside is not None:
                beside = row.beside(self.organisation.pk, self.request.build_absolute_uri("/"))
                form.fields[field_name(row)].help_text += f" {beside}"
        return form


class OrganisationPage(DeskFormView):
    """The name that documents are issued under, telephone and address."""

    capability = "org.manage"
    form_class = OrganisationForm
    template_name = "org_desk/organisation.html"
    page_title = gettext_lazy("Thông tin cơ quan")
    success_url = reverse_lazy("org_about")
    success_message = gettext_lazy("Đã lưu.")

    def get_initial(self) -> dict[str, Any]:
        here = selectors.organisation(self.organisation.pk)
        return {"issuer": here.issuer, "phone": here.phone, "address": here.address, "version": here.version}

    def save(self, form: OrganisationForm) -> Organisation:
        here = selectors.organisation(self.organisation.pk)
        return service.change(actor=self.actor, organisation=here, **form.cleaned_data)

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    name = "lantoa.shared"
    label = "shared"
    verbose_name = _("Nền chung")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django has one sentence for all fields, "fill this in", which says nothing where there is nothing to write.
        for kind, sentence in (
            (forms.ChoiceField, _("Chọn một mục.")),
            (forms.MultipleChoiceField, _("Chọn ít nhất một mục.")),
            (forms.BooleanField, _("Đánh dấu ô này.")),
            (forms.FileField, _("Chọn một tệp.")),
        ):
            kind.default_error_messages = {**kind.default_error_messages, "required": sentence}

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnswersConfig(AppConfig):
    name = "lantoa.answers"
    label = "answers"
    verbose_name = _("Trả lời bằng trích dẫn")
    default_auto_field = "django.db.models.BigAutoField"

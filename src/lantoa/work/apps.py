from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "lantoa.work"
    label = "work"
    verbose_name = _("Công việc")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.work import jobs, preferences, receivers  # noqa: F401 - registers jobs and settings, connects the signals

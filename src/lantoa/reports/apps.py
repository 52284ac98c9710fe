"""Periodic reports whose every number opens onto its records."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "lantoa.reports"
    label = "reports"
    verbose_name = _("Báo cáo")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.reports import receivers  # noqa: F401 - connects the signals
        from lantoa.reports.desk import panels

        panels.register()

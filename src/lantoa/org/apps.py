from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgConfig(AppConfig):
    name = "lantoa.org"
    label = "org"
    verbose_name = _("Tổ chức")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.org import preferences, receivers  # noqa: F401

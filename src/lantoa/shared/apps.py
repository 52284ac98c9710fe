from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    name = "lantoa.shared"
    label = "shared"
    verbose_name = _("Nền chung")
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "lantoa.conversations"
    label = "conversations"
    verbose_name = _("Hỏi đáp với người dân")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.conversations import jobs, preferences  # noqa: F401 - registers jobs and settings

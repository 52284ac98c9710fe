from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "lantoa.library"
    label = "library"
    verbose_name = _("Kho văn bản")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.library import jobs, knowledge, papers, receivers  # noqa: F401 - registers jobs, connects the signals

        knowledge.register(papers.Papers())

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnswersConfig(AppConfig):
    name = "lantoa.answers"
    label = "answers"
    verbose_name = _("Trả lời bằng trích dẫn")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.answers import jobs, preferences, receivers, sources  # noqa: F401 - registers jobs and rows
        from lantoa.library import knowledge

        for model in sources.MODELS.values():
            knowledge.register(sources.Pieces(model))

"""Where staff ask: what is public, and the internal papers of their own organisation. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from lantoa.answers import services as answers
from lantoa.conversations import services, wording
from lantoa.conversations.desk.forms import AskForm
from lantoa.conversations.showing import blocks, to_json
from lantoa.org.desk.views import DeskTemplateView
from lantoa.shared.errors import InvalidInput
from lantoa.shared.forms import add_domain_error


class AskPage(DeskTemplateView):
    """Hỏi văn bản. A question comes by POST, so that no address and no log holds it."""

    capability = "library.read"
    page_title = gettext_lazy("Hỏi văn bản")
    template_name = "conversations/desk/ask.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", AskForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The question once more, and what the documents say to it."""
        form = AskForm(request.POST)
        answer: dict[str, Any] = {}
        if form.is_valid():
            try:
                answer = self.answer(form.cleaned_data["text"])
            except InvalidInput as error:
                add_domain_error(form, error)
        return self.render_to_response(self.get_context_data(form=form, **answer), status=422 if form.errors else 200)

    def answer(self, text: str) -> dict[str, Any]:
        """What the page shows of an answer. Raises InvalidInput (field text)."""
        asked = services.check_words(text)
        found = answers.ask(organisation_id=self.organisation.pk, question=asked, actor=self.actor)
        shown = to_json(found, self.organisation, timezone.localdate())
        return {"lead": wording.lead_of(found), "blocks": blocks(shown["quotes"]), "near": blocks(shown["near"])}

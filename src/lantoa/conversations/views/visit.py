"""Who visits: which organisation and conversation, on the page or at the kiosk. A cookie holds the key and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from lantoa.conversations import selectors, services, waiting
from lantoa.conversations.models import Channel, Conversation
from lantoa.org.models import Organisation
from lantoa.shared import ratelimit

KEPT = timedelta(days=30)
"""How long a browser finds its conversation again: an officer may answer days later."""
KIOSK_IDLE = timedelta(minutes=5)
"""A kiosk's conversation that nobody touched for so long belongs to somebody who has left."""
WORDS, BEGINNINGS, WINDOW = 30, 300, 300
"""What may be said in one conversation, and begun from one address at one organisation, in so many seconds."""
PAGES = ("talk", "person", "stop", "rate", "forget", "news", "guide")


@dataclass
class Visit:
    """One request of a resident. `code` is the organisation's part of the address, empty where there is only one."""

    request: HttpRequest
    organisation: Organisation
    code: str
    kiosk: bool
    conversation: Conversation | None = None

    @classmethod
    def of(cls, request: HttpRequest, place: str, *, kiosk: bool) -> Visit | None:
        """The visit that a request is; None where an organisation has to be chosen first. Raises NotFound."""
        organisation = selectors.place(place)
        if organisation is None:
            return None
        visit = cls(request, organisation, place, kiosk)
        found = selectors.conversation(request.COOKIES.get(visit.cookie, ""))
        if found is not None and found.organisation_id == organisation.pk and not visit._was_left(found):
            visit.conversation = found
        return visit

    def _was_left(self, found: Conversation) -> bool:
        if not self.kiosk or timezone.now() - found.last_at < KIOSK_IDLE:
            return False
        services.forget(key=found.key, left=True)
        return True

    @property
    def channel(self) -> str:
        """Where it is asked."""
        return Channel.KIOSK if self.kiosk else Channel.WEB

    @property
    def cookie(self) -> str:
        return f"{'may' if self.kiosk else 'hoi'}-{self.organisation.pk}"

    def url(self, page: str, **kwargs: object) -> str:
        """The address of a page of this visit."""
        name = f"conversations:{'kiosk_' if self.kiosk else ''}{page}"
        return reverse(name, kwargs={**kwargs, **({"place": self.code} if self.code else {})})

    @property
    def urls(self) -> dict[str, str]:
        """Addresses for templates."""
        return {page: self.url(page) for page in PAGES}

    def begin(self) -> Conversation:
        """The conversation, begun if there is none."""
        if self.conversation is None:
            self.conversation = services.open_conversation(organisation_id=self.organisation.pk, channel=self.channel)
        return self.conversation

    def count(self) -> None:
        """Count one thing said. Raises TooMany, far above what a person types."""
        count_words(self.request, self.organisation, self.conversation.key if self.conversation else "")

    def keep(self, response: HttpResponse) -> HttpResponse:
        """Give the browser the key; at a kiosk only until it is closed."""
        if self.conversation is not None:
            response.set_cookie(
                self.cookie,
                self.conversation.key,
                max_age=None if self.kiosk else int(KEPT.total_seconds()),
                path=reverse("conversations:talk"),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def leave(self, response: HttpResponse) -> HttpResponse:
        """Take the key away from the browser."""
        response.delete_cookie(self.cookie, path=reverse("conversations:talk"), samesite="Lax")
        return response


def count_words(request: HttpRequest, organisation: Organisation, key: str) -> None:
    """Count one thing said: in a conversation by its key, the beginning of one by the network address.

    Behind one address a whole school or commune may sit: nobody who has begun is held up by others. Raises TooMany, in
    words for who asks.
    """
    try:
        if key:
            ratelimit.hit("conversations.key", key, limit=WORDS, seconds=WINDOW)
        else:
            address = f"{organisation.pk} {ratelimit.client_address(request)}"
            ratelimit.hit("conversations.address", address, limit=BEGINNINGS, seconds=WINDOW)
    except ratelimit.TooMany as error:
        raise ratelimit.TooMany(error.retry_at, waiting.too_fast(error.retry_at)) from error

"""What the widget on another site asks: JSON over CORS, from sites that an administrator listed, without cookies.

The key of the conversation comes in the body; who has it is the asker. So nothing here rests on the browser's session,
and a page that is not listed can neither read nor ask.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from lantoa.conversations import knowledge, selectors, services, waiting
from lantoa.conversations import preferences as rows
from lantoa.conversations.models import Channel, Conversation
from lantoa.conversations.showing import Block
from lantoa.conversations.views.lines import Line, lines_of
from lantoa.conversations.views.visit import count_words
from lantoa.conversations.views.widget_words import words
from lantoa.org.models import Organisation
from lantoa.org.places import code_of
from lantoa.shared import preferences
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused
from lantoakit.text import legible

SCRIPT = Path(__file__).resolve().parent.parent / "static" / "conversations" / "hoi-dap.js"
LARGEST = 16 * 1024
"""Bytes of a body: a question of the longest kind, many times over."""
Body = dict[str, Any]
Answerer = Callable[[HttpRequest, Organisation, Body], Body]


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The one script that a site embeds, at an address that stays."""
    said = json.dumps(words(), ensure_ascii=False).replace("<", "\\u003c")
    text = f"window.lanToaWords = {said};\n{SCRIPT.read_text(encoding='utf-8')}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def sites(organisation: Organisation) -> set[str]:
    """The sites that may show an organisation's widget, each as an origin."""
    found = set()
    for one in preferences.get(rows.SITES.name, organisation.pk).replace(";", ",").split(","):
        parts = urlsplit(one.strip())
        if parts.scheme in ("http", "https") and parts.netloc:
            found.add(f"{parts.scheme}://{parts.netloc}".lower())
    return found


def _answers(method: str) -> Callable[[Answerer], Callable[..., HttpResponse]]:
    """Make a view of what answers a body: the site is checked, errors are told in words."""

    def decorate(answerer: Answerer) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(answerer)
        def view(request: HttpRequest, place: str = "") -> HttpResponse:
            organisation = selectors.place(place)
            if organisation is None:
                raise NotFound
            origin = request.headers.get("Origin", "").lower()
            own = f"{request.scheme}://{request.get_host()}".lower()
            if origin and origin != own and origin not in sites(organisation):
                raise PermissionRefused
            if request.method == "OPTIONS":
                response = HttpResponse(status=204)
            elif request.method != method:
                response = HttpResponse(status=405)
            else:
                response = _answered(request, organisation, answerer)
            return _shared(response, origin)

        return view

    return decorate


def _answered(request: HttpRequest, organisation: Organisation, answerer: Answerer) -> HttpResponse:
    try:
        return JsonResponse(answerer(request, organisation, _body(request)))
    except DomainError as error:
        fields = {name: str(said) for name, said in error.fields.items()} if isinstance(error, InvalidInput) else {}
        told = {"code": error.code, "message": str(error.message), "fields": fields}
        return JsonResponse(told, status=error.status)


def _body(request: HttpRequest) -> Body:
    if request.method != "POST":
        return {}
    raw = request.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise InvalidInput(_("Nội dung gửi lên dài quá. Viết ngắn lại."))
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InvalidInput from error
    if not isinstance(body, dict):
        raise InvalidInput
    return body


def _shared(response: HttpResponse, origin: str) -> HttpResponse:
    """Let the page of a listed site read the answer."""
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Origin"
    if origin:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Methods"] = "GET, POST"
        response["Access-Control-Allow-Headers"] = "content-type"
        response["Access-Control-Max-Age"] = "600"
    return response


@_answers("GET")
def hello(request: HttpRequest, organisation: Organisation, body: Body) -> Body:
    """What the widget shows before anything is asked."""
    return {
        "place": f"{organisation.name[:1].upper()}{organisation.name[1:]}",
        "page": request.build_absolute_uri(reverse("conversations:talk", args=[code_of(organisation)])),
        "phone": organisation.phone,
        "days": preferences.get(rows.PHONE_DAYS.name, organisation.pk),
        "wait": waiting.in_words(selectors.wait(organisation, timezone.now())),
        "examples": knowledge.examples(organisation.pk, 3),
    }


@_answers("POST")
def say(request: HttpRequest, organisation: Organisation, body: Body) -> Body:
    """One thing said; begins a conversation where the body has no key of one."""
    text = services.check_words(_text(body, "text"))
    talk = _talk(organisation, body)
    count_words(request, organisation, talk.key if talk else "")
    if talk is None:
        talk = services.open_conversation(organisation_id=organisation.pk, channel=Channel.WIDGET)
    services.say(key=talk.key, text=text)
    talk.refresh_from_db()
    return _told(request, talk, body)


@_answers("POST")
def news(request: HttpRequest, organisation: Organisation, body: Body) -> Body:
    """What was said after a message. Raises NotFound."""
    return _told(request, _known(organisation, body), body)


@_answers("POST")
def person(request: HttpRequest, organisation: Organisation, body: Body) -> Body:
    """Hand over to an officer. Raises NotFound, InvalidInput."""
    talk = _talk(organisation, body)
    count_words(request, organisation, talk.key if talk else "")
    talk = services.hand_over(
        organisation_id=organisation.pk,
        channel=Channel.WIDGET,
        key=talk.key if talk else "",
        phone=_text(body, "phone"),
        consent=body.get("consent") is True,
    )
    return _told(request, talk, body)


@_answers("POST")
def rate(request: HttpRequest, organisation: Organisation, body: Body) -> Body:
    """One tap below an answer. Raises NotFound, InvalidInput."""
    talk = _known(organisation, body)
    services.rate_answer(key=talk.key, message_id=_number(body, "message"), feedback=_text(body, "feedback"))
    return {}


def _text(body: Body, name: str) -> str:
    found = body.get(name, "")
    return legible(found) if isinstance(found, str) else ""


def _number(body: Body, name: str) -> int:
    """The number of a message; 0 for what cannot be one."""
    found = body.get(name)
    return found if isinstance(found, int) and 0 < found < 1 << 63 else 0


def _talk(organisation: Organisation, body: Body) -> Conversation | None:
    found = selectors.conversation(_text(body, "key"))
    return found if found is not None and found.organisation_id == organisation.pk else None


def _known(organisation: Organisation, body: Body) -> Conversation:
    found = _talk(organisation, body)
    if found is None:
        raise NotFound
    return found


def _told(request: HttpRequest, talk: Conversation, body: Body) -> Body:
    said = selectors.shown_to_asker(talk, after=_number(body, "after"))
    lines = [line_json(request, line) for line in lines_of(said)]
    return {"key": talk.key, "state": talk.state, "lines": lines}


def line_json(request: HttpRequest, line: Line) -> Body:
    """A message with its quotations, every word as text."""
    message = line.message
    return {
        "id": message.pk,
        "who": message.who,
        "kind": message.kind,
        "text": message.text,
        "reworded": line.reworded,
        "blocks": [block_json(request, one) for one in line.blocks],
        "near": [block_json(request, one) for one in line.near],
        "rate": line.takes_rating and not line.is_rated,
    }


def block_json(request: HttpRequest, block: Block) -> Body:
    """What is quoted from one source: paragraphs of pieces [text, lit], and what is said about the source."""
    issued = [block.issued_on.strftime("%d/%m/%Y")] if block.issued_on else []
    return {
        "paragraphs": [[[piece.text, piece.lit] for piece in one] for one in block.paragraphs],
        "written": block.is_written,
        "name": block.name,
        "places": "; ".join(block.places),
        "issued": ", ".join([*issued, *([block.issuer] if block.issuer else [])]),
        "audience": block.audience,
        "standing": block.standing,
        "replaced_by": block.replaced_by,
        "amended_by": "; ".join(block.amended_by),
        "address": request.build_absolute_uri(block.address) if block.address else "",
    }

"""The page on which residents ask. It works without scripts: every form posts and leads back to the conversation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.conversations import knowledge, selectors, services, speech, waiting
from lantoa.conversations import preferences as rows
from lantoa.conversations.forms import PersonForm
from lantoa.conversations.models import Callback, Kind, Message, State, Who
from lantoa.conversations.views.lines import lines_of
from lantoa.conversations.views.visit import Visit
from lantoa.conversations.wording import COURTESIES
from lantoa.org.places import code_of
from lantoa.shared import preferences
from lantoa.shared.errors import DomainError, InvalidInput, NotFound
from lantoa.shared.forms import add_domain_error
from lantoa.shared.ratelimit import TooMany

MOST_NEAR = 3
PART = "X-Part"
"""The header with which our script asks for the new lines alone."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """The conversation, and the box to ask in."""
    visit = Visit.of(request, place, kiosk=kiosk)
    if visit is None:
        choices = _choices()
        context = {"places": choices, "kiosk": kiosk}
        return render(request, "conversations/choose.html", context, status=200 if choices else 404)
    return _say(visit) if request.method == "POST" else _page(visit)


def _choices() -> list[tuple[str, str]]:
    return [(str(one), code_of(one)) for one in selectors.places()]


def _say(visit: Visit) -> HttpResponse:
    typed = visit.request.POST.get("text", "")
    try:
        visit.count()
        services.check_words(typed)
        said = services.say(key=visit.begin().key, text=typed)
    except (TooMany, InvalidInput) as error:
        return _page(visit, typed=typed, error=str(error.message), status=error.status)
    if visit.request.headers.get(PART):
        return visit.keep(_news(visit))
    return visit.keep(HttpResponseRedirect(f"{visit.url('talk')}#m{said.pk}"))


def context_of(visit: Visit, *, after: int = 0) -> dict[str, Any]:
    """What the parts of a conversation need."""
    talk_ = visit.conversation
    messages = list(selectors.shown_to_asker(talk_, after=after)) if talk_ else []
    lines = lines_of(messages)
    with_staff = talk_ is not None and talk_.is_with_staff
    offers_person = talk_ is not None and talk_.state == State.MACHINE and _needs_person(messages)
    return {
        "visit": visit,
        "place": visit.organisation,
        "urls": visit.urls,
        "kiosk": visit.kiosk,
        "talk": talk_,
        "lines": lines,
        "near": next((line.near for line in reversed(lines) if line.message.who == Who.MACHINE), ())[:MOST_NEAR],
        "newest": next((one.pk for one in reversed(messages) if one.who == Who.ASKER), None) if not after else None,
        "last": messages[-1].pk if messages else after,
        "offers_person": offers_person,
        "with_staff": with_staff,
        "has_phone": with_staff and Callback.objects.filter(conversation=talk_).exists(),
        # what only some pages show is looked up where it is shown
        "wait_words": lambda: waiting.in_words(selectors.wait(visit.organisation, timezone.now())),
        "person_form": person_form(visit) if offers_person else None,
    }


def _needs_person(messages: list[Message]) -> bool:
    """Whether no document answers what was said last, or a person was asked for."""
    said = [one for one in messages if one.who == Who.MACHINE and one.kind != Kind.EVENT]
    return bool(said) and (said[-1].kind == Kind.DECLINED or said[-1].text == COURTESIES[speech.PERSON])


def person_form(visit: Visit, data: Any = None) -> PersonForm:
    """The form for meeting a person; it asks what it is about where nothing but courtesies was said."""
    talk_ = visit.conversation
    told = talk_ is not None and (talk_.is_with_staff or talk_.messages.filter(kind__in=_TOLD).exists())
    return PersonForm(data, days=preferences.get(rows.PHONE_DAYS.name, visit.organisation.pk), asked=told)


_TOLD = (Kind.ANSWER, Kind.DECLINED, Kind.COMPLAINT)


def _page(visit: Visit, *, typed: str = "", error: str = "", status: int = 200) -> HttpResponse:
    context = context_of(visit)
    context.update(typed=typed, error=error)
    if not context["lines"]:
        context["examples"] = knowledge.examples(visit.organisation.pk)
    template = "conversations/kiosk.html" if visit.kiosk else "conversations/talk.html"
    return render(visit.request, template, context, status=status)


def _news(visit: Visit) -> HttpResponse:
    after = visit.request.POST.get("after") or visit.request.GET.get("after") or "0"
    number = int(after) if after.isdecimal() and len(after) < 15 else 0
    if number and visit.conversation and not selectors.shown_to_asker(visit.conversation, after=number).exists():
        return HttpResponse(status=204)  # whatever changes a conversation says so in it
    return render(visit.request, "conversations/parts/news.html", context_of(visit, after=number))


@never_cache
@require_safe
def news(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """What was said after a message, for the script that looks whether an officer has answered; 204 for nothing."""
    return _news(_visit(request, place, kiosk=kiosk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """Meeting a person: hours, expected wait, telephone, and handing the conversation over."""
    visit = _visit(request, place, kiosk=kiosk)
    sends = request.method == "POST" and not kiosk  # a kiosk only shows where officers are: it keeps nobody's question
    form = person_form(visit, request.POST if sends else None)
    if sends and form.is_valid():
        try:
            visit.count()
            _hand_over(visit, form)
        except DomainError as error:
            add_domain_error(form, error)
        else:
            return visit.keep(HttpResponseRedirect(f"{visit.url('talk')}#cho"))
    wait = selectors.wait(visit.organisation, timezone.now())
    context = {**context_of(visit), "form": form, "hours": waiting.hours_in_words(wait)}
    return render(request, "conversations/person.html", context, status=422 if form.errors else 200)


def _hand_over(visit: Visit, form: PersonForm) -> None:
    values = form.cleaned_data
    visit.conversation = services.hand_over(
        organisation_id=visit.organisation.pk,
        channel=visit.channel,
        key=visit.conversation.key if visit.conversation else "",
        phone=values["phone"],
        consent=values["consent"],
        text=values.get("text", ""),
    )


@require_POST
def stop(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """The asker no longer waits for a person."""
    visit = _visit(request, place, kiosk=kiosk)
    if visit.conversation is not None:
        services.stop_waiting(key=visit.conversation.key)
    return HttpResponseRedirect(visit.url("talk"))


@require_POST
def rate(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """One tap below an answer."""
    visit = _visit(request, place, kiosk=kiosk)
    number = request.POST.get("message", "")
    if visit.conversation is None or not number.isdecimal() or len(number) > 15:
        raise NotFound
    services.rate_answer(key=visit.conversation.key, message_id=int(number), feedback=request.POST.get("feedback", ""))
    if request.headers.get(PART):
        return HttpResponse(status=204)
    return HttpResponseRedirect(f"{visit.url('talk')}#m{number}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """Erase what was said and begin anew; asks first."""
    visit = _visit(request, place, kiosk=kiosk)
    if request.method != "POST":
        return render(request, "conversations/forget.html", context_of(visit))
    if visit.conversation is not None:
        services.forget(key=visit.conversation.key, left=kiosk and "left" in request.POST)
    return visit.leave(HttpResponseRedirect(visit.url("talk")))


@require_safe
def guide(request: HttpRequest, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """A procedure one step a screen: first what to know before one goes, then step after step."""
    visit = _visit(request, place, kiosk=kiosk)
    found = knowledge.guide(visit.organisation, _number(request, "thu-tuc"))
    at = min(_number(request, "buoc"), len(found.steps))
    context = {
        "visit": visit,
        "place": visit.organisation,
        "urls": visit.urls,
        "kiosk": kiosk,
        "guide": found,
        "at": at,
        "step": found.steps[at - 1] if at else None,
        "before": at - 1 if at else None,
        "after": at + 1 if at < len(found.steps) else None,
    }
    return render(request, "conversations/guide.html", context)


def _number(request: HttpRequest, name: str) -> int:
    written = request.GET.get(name, "0")
    return int(written) if written.isdecimal() and len(written) < 15 else 0


def _visit(request: HttpRequest, place: str, *, kiosk: bool) -> Visit:
    visit = Visit.of(request, place, kiosk=kiosk)
    if visit is None:
        raise NotFound
    return visit

"""The inbox and one conversation."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.answers import services as answers
from lantoa.conversations import knowledge, selectors, services
from lantoa.conversations.desk.forms import AnswerForm, AssignForm, ReplyForm
from lantoa.conversations.models import Conversation, Message, State, Who
from lantoa.conversations.showing import Block, blocks, to_json
from lantoa.conversations.views.lines import lines_of
from lantoa.org.desk.lists import DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.views import Crumb, DeskFormView, DeskTemplateView, DeskView, Text
from lantoa.org.desk.viewsets import DeskObjectMixin
from lantoa.org.phones import printed_phone
from lantoa.shared.actors import NOBODY, Actor
from lantoa.shared.errors import DomainError, NotFound, PermissionRefused
from lantoa.shared.forms import add_domain_error

ASKS = "ket-thuc"
"""Part of the address of a conversation whose end is asked about."""
INBOX = reverse_lazy("conversations_desk:index")
TABS = "conversations/desk/tabs.html"


def inbox_crumb() -> Crumb:
    """The way back to the inbox."""
    return Crumb(_("Người dân hỏi"), reverse("conversations_desk:index"))


def erased_or(text: str | None) -> str:
    """What was said, or that it was erased, or that nothing was said (None)."""
    if text is None:
        return _("(xin gặp cán bộ, chưa viết gì)")
    return text or _("(đã xóa)")


def waits_since(row: Conversation) -> str:
    """Since when a person is waited for; empty where none is."""
    if not row.waiting_since or row.reached_at or not row.is_with_staff:
        return ""
    return timezone.localtime(row.waiting_since).strftime("%H:%M %d/%m")


def chosen_at_first(data: QueryDict | None, state: str) -> QueryDict:
    """What a list is filtered by: a state where the address chooses none. "Tất cả" is chosen by an empty one."""
    found = data.copy() if data is not None else QueryDict(mutable=True)
    found.setdefault("state", state)
    return found


WITH_STAFF = "staff"


class InboxFilter(django_filters.FilterSet):
    """By who answers: at first what officers have to do."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"),
        choices=((WITH_STAFF, gettext_lazy("Cần cán bộ")), *State.choices),
        empty_label=gettext_lazy("Tất cả"),
        method="in_state",
    )

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(chosen_at_first(data, WITH_STAFF), *args, **kwargs)

    def in_state(self, rows: QuerySet[Conversation], _name: str, value: str) -> QuerySet[Conversation]:
        """Conversations in a state, or in those in which an officer is needed."""
        return rows.filter(state__in=(State.WAITING, State.PERSON) if value == WITH_STAFF else (value,))


class InboxList(DeskListView):
    """Conversations, who waits first."""

    capability = "conversations.read"
    page_title = gettext_lazy("Người dân hỏi")
    tabs = TABS
    filterset_class = InboxFilter
    empty_title = gettext_lazy("Chưa có ai hỏi")
    empty_text = gettext_lazy("Người dân hỏi ở trang Hỏi máy. Ai xin gặp cán bộ thì hiện ở đầu danh sách này.")
    columns = (
        DeskTitleColumn(
            "asked",
            label=gettext_lazy("Câu hỏi đầu tiên"),
            accessor=lambda row: erased_or(row.asked)[:140],
            get_url=lambda row: reverse("conversations_desk:talk", args=[row.pk]),
        ),
        DeskColumn("get_state_display", label=gettext_lazy("Tình trạng")),
        DeskColumn("waits", label=gettext_lazy("Chờ từ"), accessor=waits_since),
        DeskColumn("topic", label=gettext_lazy("Chủ đề")),
        DeskColumn(
            "assigned_to",
            label=gettext_lazy("Người trả lời"),
            accessor=lambda row: row.assigned_to.get_full_name() if row.assigned_to else "",
        ),
        DeskColumn(
            "last_at",
            label=gettext_lazy("Lời cuối"),
            accessor=lambda row: timezone.localtime(row.last_at).strftime("%H:%M %d/%m/%Y"),
        ),
    )


class TalkPage(DeskObjectMixin, DeskTemplateView):
    """One conversation: what was said, replying, notes, passages to insert. Without scripts everything works too."""

    capability = "conversations.read"
    template_name = "conversations/desk/talk.html"
    object: Conversation

    def get_page_title(self) -> str:
        return _("Cuộc hỏi đáp %(day)s") % {"day": timezone.localtime(self.object.opened_at).strftime("%H:%M %d/%m/%Y")}

    def get_crumbs(self) -> list[Crumb]:
        return [inbox_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        talk, now = self.object, timezone.now()
        said = selectors.thread(talk)
        may_reply = self.may("conversations.reply")
        callback = getattr(talk, "callback", None) if may_reply else None
        kept = {"text": selectors.draft(talk, self.actor.user_id), "seen": said[-1].pk if said else 0}
        kwargs.setdefault("form", ReplyForm(initial=kept))
        return super().get_context_data(
            talk=talk,
            lines=lines_of(said),
            callback=callback,
            callback_phone=printed_phone(callback.phone) if callback else "",
            others=selectors.others_here(talk, self.actor.user_id, now),
            may_reply=may_reply,
            asks_to_close=callback is not None and ASKS in self.request.GET,
            is_mine=talk.assigned_to_id == self.actor.user_id,
            assign_form=AssignForm(officers=selectors.officers(self.organisation)) if may_reply else None,
            last=said[-1].pk if said else 0,
            **kwargs,
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Reply, note, look for passages, or insert one; what was typed comes back where something is wrong."""
        form, action = ReplyForm(request.POST), request.POST.get("action", "")
        if not form.is_valid():
            return self.again(form, status=422)
        if action == "search" or action.startswith("insert"):
            return self.passages(form, action)
        try:
            self.send(form.cleaned_data, action)
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            add_domain_error(form, error)
            return self.again(form, status=error.status)
        return HttpResponseRedirect(f"{request.path}#cuoi")

    def send(self, values: dict[str, Any], action: str) -> None:
        """Raises DomainError."""
        to = {"actor": self.actor, "conversation_id": self.object.pk, "text": values["text"]}
        if action == "note":
            services.note(**to)
            messages.success(self.request, _("Đã ghi chú. Người hỏi không thấy ghi chú này."))
        else:
            services.reply(**to, seen=values["seen"] or 0)
            messages.success(self.request, _("Đã gửi câu trả lời."))

    def passages(self, form: ReplyForm, action: str) -> HttpResponse:
        """What residents may be told about what was looked for; one of it inserted into the reply."""
        values = dict(form.cleaned_data)
        found = self.found(values["search"])
        internal = [one for one in self.found(values["search"], actor=self.actor) if one.is_internal]
        place = action.removeprefix("insert-")
        if place.isdecimal() and int(place) < len(found):
            values["text"] = f"{values['text'].rstrip()}\n\n{as_text(found[int(place)])}".strip()
        return self.again(ReplyForm(initial=values), found=found, internal=internal, looked_for=values["search"])

    def found(self, search: str, actor: Actor = NOBODY) -> list[Block]:
        """Passages of public knowledge, of which a resident may see every word; for an `actor` internal ones too."""
        if not search.strip():
            return []
        answer = answers.ask(organisation_id=self.organisation.pk, question=search, actor=actor)
        shown = to_json(answer, self.organisation, timezone.localdate())
        return blocks([*shown["quotes"], *shown["near"]])

    def again(self, form: ReplyForm, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page once more with what was typed."""
        return self.render_to_response(self.get_context_data(form=form, **more), status=status)


def as_text(block: Block) -> str:
    """A quotation as it stands in a reply: the words, and where they come from."""
    if block.is_written:
        return f"“{block.words}” (Theo {'; '.join(block.places)}, dựa vào {block.name}.)"
    places = f", {'; '.join(block.places)}" if block.places else ""
    return f"“{block.words}” (Theo {block.name}{places}.)"


class TalkButton(DeskObjectMixin, DeskView):
    """A button of the page that only posts: `service` is one of conversations.services."""

    capability = "conversations.reply"
    http_method_names = ["post"]
    service = ""
    done: Text = ""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            getattr(services, self.service)(actor=self.actor, conversation_id=self.object.pk, **self.further())
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(reverse("conversations_desk:talk", args=[self.object.pk]))

    def further(self) -> dict[str, Any]:
        """Further keywords of the service."""
        return {}


class Take(TalkButton):
    """Nhận trả lời."""

    service = "take"
    done = gettext_lazy("Bạn đã nhận cuộc này. Máy thôi trả lời cho đến khi bạn trả lại.")


class HandBack(TalkButton):
    """Trả cho máy."""

    service = "hand_back"
    done = gettext_lazy("Đã trả cuộc này cho máy.")


class Close(TalkButton):
    """Kết thúc."""

    service = "close"
    done = gettext_lazy("Đã kết thúc. Số điện thoại để gọi lại, nếu có, đã xóa.")
    object: Conversation

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask first where somebody left a number and nobody noted that they were called."""
        if not request.POST.get("sure") and not selectors.has_called(self.object):
            address = reverse("conversations_desk:talk", args=[self.object.pk])
            return HttpResponseRedirect(f"{address}?{ASKS}=1#{ASKS}")
        return super().post(request, **kwargs)


class Assign(TalkButton):
    """Giao cho người khác."""

    service = "assign"
    done = gettext_lazy("Đã giao.")

    def further(self) -> dict[str, Any]:
        chosen = self.request.POST.get("user_id", "")
        return {"user_id": int(chosen) if chosen.isdecimal() and len(chosen) < 15 else 0}


class KeepDraft(DeskObjectMixin, DeskView):
    """Keeps what is typed; answers who else is here, and whether something new was said."""

    capability = "conversations.reply"
    http_method_names = ["post"]
    object: Conversation

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        services.keep_draft(actor=self.actor, conversation_id=self.object.pk, text=request.POST.get("text", ""))
        seen = request.POST.get("seen", "0")
        after = int(seen) if seen.isdecimal() and len(seen) < 15 else 0
        others = selectors.others_here(self.object, self.actor.user_id, timezone.now())
        return JsonResponse(
            {
                "others": [others_words(one.user.get_full_name(), writing=bool(one.draft)) for one in others],
                "fresh": self.object.messages.filter(pk__gt=after).count(),
            }
        )


def others_words(name: str, *, writing: bool) -> str:
    """That another officer is here."""
    said = _("%(name)s đang viết câu trả lời.") if writing else _("%(name)s cũng đang mở cuộc này.")
    return said % {"name": name}


class ProposeReply(DeskFormView):
    """An officer's reply as an answer for everybody."""

    capability = "conversations.reply"
    form_class = AnswerForm
    template_name = "conversations/desk/propose.html"
    page_title = gettext_lazy("Dùng câu trả lời này cho mọi người")
    submit_label = gettext_lazy("Gửi để duyệt")
    success_message = gettext_lazy("Đã gửi. Người khác duyệt xong thì máy dùng câu này để trả lời.")
    message: Message

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = Message.objects.filter(
            pk=kwargs["pk"], who=Who.OFFICER, conversation__organisation=self.organisation
        ).first()
        if found is None:
            raise NotFound(message_id=kwargs["pk"])
        self.message = found

    def get_initial(self) -> dict[str, Any]:
        return {"question": selectors.question_before(self.message)[:300], "answer": self.message.text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(topics=knowledge.topics(self.organisation.pk), **kwargs)

    def save(self, form: AnswerForm) -> int:
        return services.propose_reply(actor=self.actor, message_id=self.message.pk, **form.proposal())

    def get_crumbs(self) -> list[Crumb]:
        return [inbox_crumb(), Crumb(_("Cuộc hỏi đáp"), self.get_success_url())]

    def get_success_url(self) -> str:
        return reverse("conversations_desk:talk", args=[self.message.conversation_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

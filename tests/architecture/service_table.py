"""Who may call each service. A public service without a row fails the walk, and so does a row without a service.

`need` is a capability of org.policies, several of which one is enough, or NOBODY (the system alone); `also` are roles
that may besides, because the object is their own. `values` makes the keywords from two worlds, which in the walk are
one commune, or two of which the actor belongs to the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lantoa.answers.testing import PROCEDURE, QUESTION, make_piece
from lantoa.conversations.services import Basis
from lantoa.library.testing import upload
from lantoa.org.models import Role
from lantoa.org.services.people import NewPerson
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.services.values import values_of
from lantoa.shared import preferences
from lantoa.work import services as work_services
from tests.architecture.service_values import (
    confirmed,
    confirmed_task,
    device,
    field_pass,
    foreign_paper,
    half_confirmed_plan,
    issued_plan,
    item_at,
    item_facts,
    later_position,
    line,
    mended_word,
    new_position,
    open_slip,
    organisation,
    past_report,
    person,
    position,
    rejected_task,
    revision,
    sent_slip,
    target,
    task,
    task_now,
    two_halves,
    unknown_unit,
    unread_plan,
    withdrawn_item,
)
from tests.architecture.world import World

NOBODY = ""


@dataclass(frozen=True)
class Worlds:
    """`own`: whose organisation a keyword names. `of`: whose objects they are."""

    own: World
    of: World


Values = Callable[[Worlds], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """What one service expects of who calls it. `alone`: it names an organisation and no object of it."""

    need: str | tuple[str, ...]
    values: Values
    also: frozenset[str] = frozenset()
    alone: bool = False


def row(need: str | tuple[str, ...], values: Values, *also: str, alone: bool = False) -> Row:
    return Row(need, values, frozenset(also), alone)


def about(**keys: str) -> Values:
    """Keywords that are ids of the world's objects: `item_id="item"`."""
    return lambda w: {name: w.of[key] for name, key in keys.items()}


def saying(values: Values, /, **more: Any) -> Values:
    """Those and some that are the same everywhere."""
    return lambda w: {**values(w), **more}


def piece_at(until: str) -> Values:
    """Keywords that are an answer as far as `until`."""

    def values(w: Worlds) -> dict[str, Any]:
        piece = make_piece(w.of.commune, until=until)
        return {"kind": piece.KIND, "piece_id": piece.pk, "version": piece.version}

    return values


TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)
FIELD = "work.report"
HEAD = Role.UNIT_HEAD.value

ORG: dict[str, Row] = {
    "org.communes.add": row(
        NOBODY,
        lambda _: {
            "commune_code": "00004",
            "admin": NewPerson("Lò Thị Mây", email="may@example.vn"),
            "title": "Quản trị",
            "also_officer": False,
        },
        alone=True,
    ),
    "org.organisation.change": row(
        "org.manage",
        lambda w: {
            "organisation": w.of.commune.organisation, "version": 1, "issuer": "UBND", "phone": "", "address": "",
        },
    ),
    "org.organisation.set_preferences": row(
        "settings.manage",
        lambda w: {
            "organisation_id": organisation(w.of),
            "seal": preferences.seal(preferences.in_force(organisation(w.of))),
            "values": {"org.idle_minutes": 20},
        },
    ),
    "org.passes.issue_pass": row(
        "people.manage", lambda w: {"user": person(w.of), "organisation_id": organisation(w.own)}
    ),
    "org.passes.revoke_pass": row("people.manage", lambda w: {"field_pass": field_pass(w.of)}),
    "org.passes.revoke_device": row("people.manage", lambda w: {"device_id": device(w.of)}, HEAD),
    "org.people.add": row(
        "people.manage",
        lambda w: {
            "organisation_id": organisation(w.own),
            "person": NewPerson("Lò Thị Mây"),
            "position": new_position(Role.UNIT_HEAD, unit_id=w.of["unit"]),
        },
    ),
    "org.people.hand_over_to_new": row(
        "people.manage",
        lambda w: {"position": position(w.of), "person": NewPerson("Lò Thị Mây"), "on": TODAY},
    ),
    "org.people.change": row(
        "people.manage",
        lambda w: {"user": person(w.of), "version": 1, "full_name": "Lò Thị Mây", "phone": "", "email": ""},
    ),
    "org.people.deactivate": row(
        "people.manage", lambda w: {"user": person(w.of), "organisation_id": organisation(w.own)}
    ),
    "org.people.password_link": row(
        "people.manage", lambda w: {"user": person(w.of), "organisation_id": organisation(w.own)}
    ),
    "org.people.reset_second_factor": row(
        "roles.manage", lambda w: {"user": person(w.of), "organisation_id": organisation(w.own)}
    ),
    "org.positions.give": row(
        "people.manage",
        lambda w: {"organisation_id": organisation(w.own), "user": person(w.of), "position": new_position()},
    ),
    "org.positions.end": row("people.manage", lambda w: {"position": position(w.of), "on": TODAY}),
    "org.positions.cancel": row("people.manage", lambda w: {"position": later_position(w.of)}),
    "org.positions.hand_over": row(
        "people.manage",
        lambda w: {"position": position(w.own), "to_user": person(w.of, Role.AUDITOR), "on": TODAY},
    ),
    "org.positions.retitle": row("people.manage", lambda w: {"position": position(w.of), "title": "Tổ viên"}),
    "org.units.add": row(
        "org.manage",
        lambda w: {
            "organisation_id": organisation(w.own), "kind": "hamlet", "name": "Thôn Mới", "parent_id": w.of["unit"],
        },
    ),
    "org.units.change": row(
        "org.manage",
        lambda w: {
            "unit": w.of.commune.units["school"], "version": 1, "kind": "school", "name": "Trường mới", "aliases": [],
        },
    ),
    "org.units.merge": row(
        "org.manage",
        lambda w: {"unit": w.own.commune.units["hamlet2"], "into": w.of.commune.units["hamlet"], "version": 1},
    ),
    "org.units.deactivate": row("org.manage", lambda w: {"unit": w.of.commune.units["police"], "version": 1}),
    "org.units.reactivate": row("org.manage", lambda w: {"unit": w.of.commune.units["police"], "version": 1}),
}  # fmt: skip

DOCUMENT = about(document_id="document")
LIBRARY: dict[str, Row] = {
    "library.store": row(
        "library.add",
        lambda w: {"organisation_id": organisation(w.own), "upload": upload(), "declared_not_secret": True},
        alone=True,
    ),
    "library.change": row("library.add", saying(DOCUMENT, version=1, values={"title": "Tên mới"})),
    "library.publish": row("library.publish", DOCUMENT),
    "library.unpublish": row("library.publish", DOCUMENT),
    "library.decide_relation": row("library.add", saying(about(relation_id="relation"), holds=True)),
    "library.request_proposals": row("library.add", DOCUMENT),
    "library.request_reading": row("library.add", DOCUMENT),
    "library.cancel_reading": row("library.add", lambda w: {"document_id": unread_plan(w.of).document_id}),
}

ANSWERS: dict[str, Row] = {
    "answers.write_question": row(
        "answers.write", lambda w: {"organisation_id": organisation(w.own), "values": QUESTION}, alone=True
    ),
    "answers.write_procedure": row(
        "answers.write", lambda w: {"organisation_id": organisation(w.own), "values": PROCEDURE}, alone=True
    ),
    "answers.propose_question": row(
        "answers.write",
        lambda w: {"organisation_id": organisation(w.own), "question": "Chợ họp lúc nào?", "answer": "Từ 5 giờ."},
        alone=True,
    ),
    "answers.change": row("answers.write", saying(piece_at("draft"), values={"title": "Câu khác?"})),
    "answers.submit": row("answers.write", piece_at("draft")),
    "answers.approve": row("answers.approve", piece_at("waiting")),
    "answers.send_back": row("answers.approve", saying(piece_at("waiting"), note="Thiếu mức phí")),
    "answers.withdraw": row("answers.approve", piece_at("approved")),
}

PLANS: dict[str, Row] = {
    "plans.create_from_upload": row(
        "plans.manage",
        lambda w: {"organisation_id": organisation(w.own), "uploads": [upload()], "declared_not_secret": True},
        alone=True,
    ),
    "plans.create_from_document": row("plans.manage", DOCUMENT),
    "plans.read_again": row("plans.manage", lambda w: {"plan_id": unread_plan(w.of).pk}),
    "plans.stop_reading": row("plans.manage", lambda w: {"plan_id": unread_plan(w.of).pk}),
    "plans.adopt": row("plans.manage", lambda w: {"plan_id": foreign_paper(w.of).pk, "taken": True}),
    "plans.discard": row("plans.manage", about(plan_id="plan")),
    "plans.change_plan": row(
        "plans.manage",
        lambda w: {
            "plan_id": w.of["plan"],
            "version": Plan.objects.get(pk=w.of["plan"]).version,
            "values": {"title": "Tên mới"},
        },
    ),
    "plans.issue": row(
        "plans.issue",
        lambda w: {
            "plan_id": half_confirmed_plan(w.of).pk, "sign": "99/KH-UBND", "issued_on": TODAY, "leave_waiting": True,
        },
    ),
    "plans.end": row("plans.issue", lambda w: {"plan_id": issued_plan(w.of).pk}),
    "plans.amend": row(
        "plans.manage",
        lambda w: {"plan_id": w.of["plan"], "upload": upload("Bản sửa"), "declared_not_secret": True},
    ),
    "plans.apply_revision": row("plans.manage", lambda w: revision(w.of)),
    "plans.drop_revision": row("plans.manage", about(revision_id="revision")),
    "plans.change_task": row("plans.manage", lambda w: task_now(w.of, values=values_of(task(w.of)))),
    "plans.confirm_task": row("plans.manage", lambda w: task_now(w.of)),
    "plans.confirm_clear": row(
        "plans.manage",
        lambda w: {
            "plan_id": w.of["plan"], "promised": PlanTask.objects.filter(plan=w.of["plan"], state="clear").count(),
        },
    ),
    "plans.unconfirm_task": row("plans.manage", lambda w: {"task_id": confirmed_task(w.of).pk}),
    "plans.unconfirm_tasks": row(
        "plans.manage", lambda w: {"plan_id": w.of["plan"], "task_ids": [confirmed_task(w.of).pk]}
    ),
    "plans.choose_word": row("plans.manage", lambda w: mended_word(w.of)),
    "plans.reject_task": row("plans.manage", lambda w: task_now(w.of)),
    "plans.restore_task": row("plans.manage", lambda w: {"task_id": rejected_task(w.of)}),
    "plans.add_task": row("plans.manage", lambda w: {"plan_id": w.of["plan"], "values": values_of(task(w.of))}),
    "plans.split_task": row("plans.manage", lambda w: two_halves(w.of)),
    "plans.save_draft": row("plans.manage", saying(about(task_id="task"), based_on=1, values={"text": "Đang gõ"})),
    "plans.drop_draft": row("plans.manage", about(task_id="task")),
    "plans.follow_merge": row(
        "org.manage", lambda w: {"old": w.of.commune.units["hamlet"], "new": w.of.commune.units["hamlet2"]}
    ),
    "plans.follow_closing": row("org.manage", lambda w: {"unit": w.of.commune.units["hamlet"]}),
    "plans.follow_reopening": row("org.manage", lambda w: {"unit": w.of.commune.units["hamlet"]}),
    "plans.add_unit": row("plans.manage", lambda w: {"task_unit_id": unknown_unit(w.of)}),
}  # fmt: skip

ITEM = about(item_id="item")
GIVING_WORK = ("plans.manage", "plans.issue")
WORK: dict[str, Row] = {
    "work.add_evidence": row(
        FIELD, saying(ITEM, kind="note", client_key="key-00000009", happened_on=TODAY, text="Đã họp thôn")
    ),
    "work.send_proof": row(FIELD, saying(ITEM, client_key="key-00000008", happened_on=TODAY, text="Đã họp thôn")),
    "work.accept_evidence": row("work.accept", about(evidence_id="evidence")),
    "work.return_evidence": row("work.accept", saying(about(evidence_id="evidence"), reason="Ảnh mờ")),
    "work.erase_evidence": row("work.manage", saying(about(evidence_id="evidence"), reason="Gửi nhầm"), HEAD),
    "work.erase_line": row(
        "work.manage",
        lambda w: {
            "line_id": work_services.save_line(
                actor=w.of.commune.actor("unit_head"), slip_id=w.of["slip"], line=line(w.of)
            ).pk,
            "reason": "Ông Lành đề nghị",
        },
    ),
    "work.erase_request": row("work.manage", saying(about(request_id="request"), reason="Ông Lành đề nghị")),
    "work.erase_event": row("work.manage", saying(about(event_id="comment"), reason="Ông Lành đề nghị")),
    "work.take_tasks": row(GIVING_WORK, lambda w: confirmed(w.of)),
    "work.withdraw_tasks": row(GIVING_WORK, lambda w: confirmed(w.of)),
    "work.let_go_of_plan": row("plans.manage", lambda w: {"plan": issued_plan(w.of)}),
    "work.end_plan": row(GIVING_WORK, lambda w: {"plan": issued_plan(w.of)}),
    "work.change_item": row("work.manage", lambda w: item_facts(w.of)),
    "work.comment": row((FIELD, "work.accept"), saying(ITEM, text="Đã gọi điện", client_key="say-00000009")),
    "work.set_progress": row((FIELD, "work.enter_for"), lambda w: target(w.of)),
    "work.move_unit_work": row(
        "org.manage", lambda w: {"old": w.of.commune.units["hamlet"], "new": w.of.commune.units["hamlet2"]}
    ),
    "work.ask_extension": row(FIELD, saying(ITEM, wanted_on=SOON, reason="Mưa lũ", client_key="ask-00000009")),
    "work.report_misassigned": row(FIELD, saying(ITEM, reason="Việc của trường", client_key="ask-00000008")),
    "work.grant_request": row("work.accept", about(request_id="request")),
    "work.refuse_request": row("work.accept", saying(about(request_id="request"), answer="Không lùi được")),
    "work.save_line": row(FIELD, lambda w: {"slip_id": w.of["slip"], "line": line(w.of)}),
    "work.submit_slip": row(FIELD, lambda w: open_slip(w.of)),
    "work.accept_slip": row("work.accept", lambda w: {"slip_id": sent_slip(w.of)}),
    "work.return_slip": row("work.accept", lambda w: {"slip_id": sent_slip(w.of), "reason": "Thiếu số"}),
    "work.start_item": row((FIELD, "work.enter_for"), ITEM),
    "work.submit_item": row((FIELD, "work.enter_for"), ITEM),
    "work.accept_item": row("work.accept", lambda w: {"item_id": item_at(w.of, "submit")}),
    "work.return_item": row("work.accept", lambda w: {"item_id": item_at(w.of, "submit"), "reason": "Thiếu"}),
    "work.give_again": row("work.manage", lambda w: {"item_id": withdrawn_item(w.of)}),
    "work.reopen_item": row(
        "work.manage", lambda w: {"item_id": item_at(w.of, "submit", "accept"), "reason": "Còn thiếu"}
    ),
}

REPORTS: dict[str, Row] = {
    "reports.open_report": row(
        "reports.manage",
        lambda w: {"organisation_id": organisation(w.own), "year": 2026, "month": 3, "today": date(2026, 3, 20)},
        alone=True,
    ),
    "reports.save_passage": row(
        "reports.manage", saying(about(report_id="report"), key="proposals", text="Xin thêm loa", version=0)
    ),
    "reports.freeze": row("reports.manage", lambda w: past_report(w.of)),
    "reports.unfreeze": row("reports.manage", saying(about(report_id="frozen report"), reason="Còn thiếu")),
}

PROPOSED = {"question": "Khi nào tiêm?", "answer": "5/12.", "basis": Basis(title="Luật Thú y")}
CONVERSATIONS: dict[str, Row] = {
    "conversations.take": row("conversations.reply", about(conversation_id="conversation")),
    "conversations.assign": row(
        "conversations.reply",
        lambda w: {"conversation_id": w.of["conversation"], "user_id": person(w.of, Role.EDITOR).pk},
    ),
    "conversations.reply": row(
        "conversations.reply", saying(about(conversation_id="conversation"), text="Ngày 5/12.", seen=0)
    ),
    "conversations.note": row("conversations.reply", saying(about(conversation_id="conversation"), text="Đã hỏi")),
    "conversations.hand_back": row("conversations.reply", about(conversation_id="waiting conversation")),
    "conversations.close": row("conversations.reply", about(conversation_id="conversation")),
    "conversations.keep_draft": row("conversations.reply", saying(about(conversation_id="conversation"), text="Ngày")),
    "conversations.answer_unanswered": row(
        "conversations.reply", saying(about(unanswered_id="unanswered"), **PROPOSED)
    ),
    "conversations.propose_reply": row("conversations.reply", saying(about(message_id="officer's reply"), **PROPOSED)),
    "conversations.dismiss_unanswered": row(
        "conversations.reply", saying(about(unanswered_id="unanswered"), reason="Không phải việc của xã")
    ),
    "conversations.reopen_unanswered": row("conversations.reply", about(unanswered_id="dismissed question")),
}

TABLE: dict[str, Row] = {**ORG, **LIBRARY, **ANSWERS, **PLANS, **WORK, **CONVERSATIONS, **REPORTS}

WITHOUT_A_PERSON = {
    # parts of services that checked the actor's right, and what they ask
    "org.communes.administrator", "org.communes.make", "org.communes.places", "org.first_run.proposed_units",
    "org.locks.hold", "org.passes.end_all", "org.passes.check_pin", "org.passes.hashed",
    "org.people.require_may_manage", "org.positions.make", "org.positions.pass_on", "org.positions.require_may_give",
    "org.positions.revoke_idle_passes", "reports.digest",
    # anybody asks, and is told what the actor may be told
    "answers.ask",
    # a secret of their own opens them
    "org.first_run.check_code", "org.first_run.first_run", "org.passes.bind_device", "org.passes.enter",
    "org.passes.known_device", "org.passes.usable_pass",
    # residents ask without an account: the key of their conversation opens it
    "conversations.ask_person", "conversations.check_words", "conversations.forget",
    "conversations.hand_over",
    "conversations.open_conversation",
    "conversations.rate_answer", "conversations.say", "conversations.stop_waiting",
    # the start, jobs and receivers call them: nobody asks for them
    "conversations.erase_old",
    "org.first_run.new_code", "library.fail_reading", "library.finish_reading", "library.keep_passages",
    "library.keep_proposals", "library.refuse_secret", "library.request_passages", "library.settle_readings",
    "library.stop_reading", "plans.fill_plan", "plans.forget_cases", "plans.forget_soon", "plans.keep_case",
    "plans.keep_case_soon", "plans.mark_unread", "plans.release_document", "plans.sweep_cases", "work.keep_look",
    "work.look_again", "work.open_slips", "work.refuse_stamped",
    # who might erase the words has decided it, see reports.receivers
    "reports.erase_words",
}  # fmt: skip
"""Public functions of the services that ask for no right of an actor, with the reason."""

"""Who reaches each URL of ours. A URL without a row fails the walk, and so does a row without a URL.

`need` is PUBLIC (anybody), SIGNED_IN (anybody with a session), or capabilities of org.policies of which one is enough.
`objects` says, for each part of the address, which object of `world` stands there ("=text" is taken as it is).
`posts` marks an address that only takes POST.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PUBLIC = "public"
SIGNED_IN = "signed in"


@dataclass(frozen=True)
class Row:
    """What one URL expects of who asks."""

    need: str | tuple[str, ...]
    objects: dict[str, str] = field(default_factory=dict)
    posts: bool = False


def row(need: str | tuple[str, ...], *, posts: bool = False, **objects: str) -> Row:
    return Row(need, objects, posts)


PORTAL = {
    "portal:entrance": row(PUBLIC),
    "portal:after_sign_in": row(SIGNED_IN),
    "portal:health": row(PUBLIC),
    "portal:language": row(PUBLIC, posts=True),
    "portal:robots": row(PUBLIC),
    "today": row("desk.enter"),
}

ORG = {
    "org_about": row("org.manage"),
    "org_journal": row("audit.read"),
    "org_settings": row("settings.manage"),
    "org_units:index": row("org.read"),
    "org_units:add": row("org.manage"),
    "org_units:change": row("org.read", pk="unit"),
    "org_units:merge": row("org.manage", pk="unit"),
    "org_units:deactivate": row("org.manage", pk="unit"),
    "org_units:reactivate": row("org.manage", pk="unit"),
    "org_people:index": row("org.read"),
    "org_people:add": row("people.manage"),
    "org_people:person": row("org.read", pk="person"),
    "org_people:change": row("people.manage", pk="person"),
    "org_people:deactivate": row("people.manage", pk="person"),
    "org_people:give": row("people.manage", pk="person"),
    "org_people:password": row("people.manage", pk="person"),
    "org_people:second_factor": row("roles.manage", pk="person"),
    "org_positions:retitle": row("people.manage", pk="position"),
    "org_positions:end": row("people.manage", pk="position"),
    "org_positions:hand_over": row("people.manage", pk="position"),
    "org:field_pass": row("people.manage", user_id="person"),
    # Ways in: they ask for a secret of their own.
    "account_reset_password": row(PUBLIC),
    "openid_connect_login": row(PUBLIC, provider_id="=oidc"),
    "openid_connect_callback": row(PUBLIC, provider_id="=oidc"),
    "org:field_sign_in": row(PUBLIC),
    "org:pin": row(PUBLIC),
    "org:field_sign_out": row(PUBLIC, posts=True),
    "org:devices": row(PUBLIC),
    "org:bind": row(PUBLIC, secret="=no-such-secret"),
    "org:first_run": row(PUBLIC, code="=no-such-code"),
    "org:first_run_province": row(PUBLIC, code="=no-such-code", province_code="=01"),
    "org:first_run_set_up": row(PUBLIC, code="=no-such-code", commune_code="=00001"),
    "org:locked": row(SIGNED_IN),
    "org:lock": row(SIGNED_IN, posts=True),
    "org:idle": row(SIGNED_IN),
    "org:switch": row(SIGNED_IN),
}

LIBRARY = {
    "library_desk:index": row("library.read"),
    "library_desk:add": row("library.add"),
    "library_desk:document": row("library.read", pk="document"),
    "library_desk:text": row("library.read", pk="document"),
    "library_desk:change": row("library.add", pk="document"),
    "library_desk:visibility": row("library.publish", pk="document"),
    "library_desk:read": row("library.add", pk="document", posts=True),
    "library_desk:stop": row("library.add", pk="document", posts=True),
    "library_desk:progress": row("library.read", pk="document"),
    "library_desk:relation": row("library.add", pk="relation document", relation_id="relation", posts=True),
    "library:download": row("library.read", pk="document"),
    "library:page": row("library.read", pk="pdf", number="=1"),
}


def pieces(space: str, key: str) -> dict[str, Row]:
    """The pages of answers or of procedures on the desk."""
    needs = {
        "piece": "answers.read", "change": "answers.write", "submit": "answers.write", "approve": "answers.approve",
        "send_back": "answers.approve", "withdraw": "answers.read",
    }  # fmt: skip
    found = {f"{space}:{page}": row(need, pk=key) for page, need in needs.items()}
    return {f"{space}:index": row("answers.read"), f"{space}:add": row("answers.write"), **found}


ANSWERS = {**pieces("answers_questions", "question"), **pieces("answers_procedures", "procedure")}

ANSWERS |= {
    "answers:document": row(PUBLIC, pk="public document"),
    "answers:original": row(PUBLIC, pk="public document"),
    "answers:question": row(PUBLIC, pk="live question"),
    "answers:procedure": row(PUBLIC, pk="live procedure"),
}

PLANS: dict[str, Row] = {
    "plans_desk:index": row("plans.read"),
    "plans_desk:add": row("plans.manage"),
    "plans_desk:from_document": row("plans.manage", document_id="document", posts=True),
    "plans_desk:plan": row("plans.read", pk="plan"),
    "plans_desk:progress": row("plans.read", pk="plan"),
    "plans_desk:read": row("plans.manage", pk="plan", posts=True),
    "plans_desk:stop": row("plans.manage", pk="plan", posts=True),
    "plans_desk:review": row("plans.read", pk="plan"),
    "plans_desk:draft": row("plans.manage", pk="plan", posts=True),
    "plans_desk:confirm_clear": row("plans.manage", pk="plan", posts=True),
    "plans_desk:add_task": row("plans.manage", pk="plan"),
    "plans_desk:change": row("plans.manage", pk="plan"),
    "plans_desk:issue": row("plans.issue", pk="plan"),
    "plans_desk:adopt": row("plans.manage", pk="plan", posts=True),
    "plans_desk:end": row("plans.issue", pk="plan"),
    "plans_desk:discard": row("plans.manage", pk="plan"),
    "plans_desk:amend": row("plans.manage", pk="plan"),
    "plans_desk:revision": row("plans.read", pk="plan", revision_id="revision"),
    "plans_desk:revision_progress": row("plans.read", pk="plan", revision_id="revision"),
    "plans_desk:table": row("plans.read", pk="plan", form="=docx"),
    "plans_desk:texts": row("plans.read", pk="plan"),
}
# Items, slips and evidence are read by the unit in the field and by the commune; their services say who may write.
EITHER = ("work.report", "work.read")
WORK: dict[str, Row] = {
    "work:mine": row("work.report"),
    "work:capture": row("work.report"),
    "work:slips": row("work.report"),
    "work:slip": row(EITHER, slip_id="slip"),
    "work:slip_line": row(EITHER, slip_id="slip", line_id="line", posts=True),
    "work:evidence_file": row(EITHER, evidence_id="evidence"),
    "work:take_back": row(EITHER, evidence_id="evidence", posts=True),
    "work:item": row(EITHER, item_id="item"),
    "work:send": row(EITHER, item_id="item", posts=True),
    "work:start": row(EITHER, item_id="item", posts=True),
    "work:progress": row("work.report", item_id="item"),
    "work:extension": row("work.report", item_id="item"),
    "work:misassigned": row("work.report", item_id="item"),
    "work:comment": row(EITHER, item_id="item", posts=True),
    "work_board": row("work.read"),
    "work_queue": row("work.read"),
    "work_slips": row("work.read"),
    "work_slip": row("work.read", slip_id="slip"),
    "work_enter_slip": row("work.enter_for", slip_id="slip"),
    "work_accept_slip": row("work.accept", pk="slip", posts=True),
    "work_return_slip": row("work.accept", pk="slip"),
    "work_item": row("work.read", item_id="item"),
    "work_change": row("work.manage", item_id="item"),
    "work_enter_for": row("work.enter_for", item_id="item"),
    "work_progress": row("work.enter_for", item_id="item"),
    "work_start_item": row("work.enter_for", pk="item", posts=True),
    "work_accept_item": row("work.accept", pk="item", posts=True),
    "work_return_item": row("work.accept", pk="item"),
    "work_reopen_item": row("work.manage", pk="item"),
    "work_give_again": row("work.manage", pk="item", posts=True),
    "work_accept_evidence": row("work.accept", pk="evidence", posts=True),
    "work_return_evidence": row("work.accept", pk="evidence"),
    "work_erase_evidence": row("work.manage", pk="evidence"),
    "work_erase_line": row("work.manage", pk="line"),
    "work_erase_request": row("work.manage", pk="request"),
    "work_erase_event": row("work.manage", pk="comment"),
    "work_request": row("work.accept", pk="request"),
}
# Residents have no account; the key of their conversation is in a cookie.
ASKING = ("talk", "person", "stop", "rate", "forget", "news", "guide")
CONVERSATIONS: dict[str, Row] = {
    f"conversations:{kind}{name}": row(PUBLIC, place="place", posts=name in ("stop", "rate"))
    for kind in ("", "kiosk_")
    for name in ASKING
} | {
    **{
        f"conversations:widget_{name}": row(PUBLIC, place="place", posts=name != "hello")
        for name in ("hello", "say", "news", "person", "rate")
    },
    "conversations:widget": row(PUBLIC),
    "conversations_ask": row("library.read"),
    "conversations_desk:index": row("conversations.read"),
    "conversations_desk:talk": row("conversations.read", pk="conversation"),
    "conversations_desk:take": row("conversations.reply", pk="conversation", posts=True),
    "conversations_desk:assign": row("conversations.reply", pk="conversation", posts=True),
    "conversations_desk:hand_back": row("conversations.reply", pk="conversation", posts=True),
    "conversations_desk:close": row("conversations.reply", pk="conversation", posts=True),
    "conversations_desk:draft": row("conversations.reply", pk="conversation", posts=True),
    "conversations_propose_reply": row("conversations.reply", pk="officer's reply"),
    "conversations_questions:index": row("conversations.read"),
    "conversations_questions:question": row("conversations.read", pk="unanswered"),
    "conversations_questions:dismiss": row("conversations.reply", pk="unanswered"),
    "conversations_questions:reopen": row("conversations.reply", pk="unanswered", posts=True),
}
REPORTS: dict[str, Row] = {
    "reports_desk:index": row("reports.read"),
    "reports_desk:open": row("reports.manage"),
    "reports_desk:report": row("reports.read", pk="report"),
    "reports_desk:passage": row("reports.manage", pk="report", key="=proposals"),
    "reports_desk:records": row("reports.read", pk="report", key="=done"),
    "reports_desk:freeze": row("reports.manage", pk="report"),
    "reports_desk:reopen": row("reports.manage", pk="report"),
    "reports_desk:word": row("reports.read", pk="report"),
    "reports_desk:section": row("reports.read", pk="report"),
    "reports_desk:excel": row("reports.read", pk="report"),
    "reports_desk:late": row("reports.read", pk="frozen report"),
    "reports_desk:change": row("reports.read", pk="next report", key="=assigned"),
    "reports_desk:edition_records": row("reports.read", pk="reopened report", number="=1", key="=assigned"),
    "reports_desk:edition_change": row("reports.read", pk="reopened report", number="=1", key="=assigned"),
    "reports_desk:edition": row("reports.read", pk="reopened report", number="=1"),
}

TABLE: dict[str, Row] = {**PORTAL, **ORG, **LIBRARY, **ANSWERS, **PLANS, **WORK, **CONVERSATIONS, **REPORTS}

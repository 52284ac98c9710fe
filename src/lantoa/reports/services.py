"""Every write of reports: keyword-only services with permission, transaction and audit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.services.locks import hold
from lantoa.reports import erasing, selectors, signals
from lantoa.reports.erasing import Erased
from lantoa.reports.facts import RECEIVED
from lantoa.reports.figures import Figures, Supplement
from lantoa.reports.models import Edition, Passage, Place, RecordKind, Report, ReportKind, ReportState, Told
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, Stale, WrongState
from lantoakit.writing.numbers import format_date

LONGEST_PASSAGE = 20_000
LONGEST_REASON = 1000


@transaction.atomic
def open_report(*, actor: Actor, organisation_id: int, year: int, month: int, today: date) -> Report:
    """The monthly report of a month, made where there is none yet. Opened twice, it is one.

    Raises InvalidInput for a month that cannot be, WrongState for a period that has not begun, PermissionRefused.
    """
    policies.require(actor, "reports.manage", organisation_id)
    if not (1 <= month <= 12 and 2000 <= year <= 2200):
        raise InvalidInput(fields={"month": _("Chọn một tháng trong danh sách.")})
    found = selectors.month_of(organisation_id, year, month)
    if found.report is not None:
        return found.report
    if found.period.start > today:
        raise WrongState(
            _("Kỳ này bắt đầu từ ngày %(day)s. Đến ngày đó hãy mở.") % {"day": format_date(found.period.start)}
        )
    report, made = Report.objects.get_or_create(
        organisation_id=organisation_id,
        kind=ReportKind.MONTHLY,
        period_start=found.period.start,
        defaults={"period_end": found.period.end, "created_by_id": actor.user_id},
    )
    if made:
        _record(actor, report, "reports.opened")
    return report


@transaction.atomic
def save_passage(*, actor: Actor, report_id: int, key: str, text: str, version: int) -> Passage:
    """Keep the words of one place. `version` is the one that the person saw, 0 for a place without words.

    The same words again change nothing. Raises Stale where somebody else saved meanwhile, WrongState where the report
    is frozen.
    """
    report = _locked(actor, report_id)
    if key not in Place.values:
        raise NotFound(key=key)
    words = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if len(words) > LONGEST_PASSAGE:
        raise InvalidInput(fields={"text": _("Viết ngắn hơn, nhiều nhất 20.000 chữ cái.")})
    passage = Passage.objects.filter(report=report, key=key).first() or Passage(report=report, key=key, version=0)
    if passage.text == words:
        return passage
    if report.is_frozen:
        raise WrongState(_("Báo cáo đã chốt nên không sửa được nữa. Mở lại báo cáo rồi sửa."))
    if passage.version != version:
        raise Stale(report_id=report.pk, key=key)
    passage.text, passage.changed_by_id = words, actor.user_id
    passage.version += 1
    passage.save()
    _record(actor, report, "reports.passage_saved", key=key, version=passage.version)
    return passage


@transaction.atomic
def freeze(*, actor: Actor, report_id: int, today: date) -> Report:
    """Chốt báo cáo: store the figures with the ids of their records, the SHA-256 of every file and who confirmed it.

    From then on nothing in the report changes but words that are erased. Frozen twice, it is frozen once. Raises
    WrongState before the last day of the period, since results of the days that are left would be in no report.
    """
    report = _locked(actor, report_id, with_others=True)
    if report.is_frozen:
        return report
    if today < report.period_end:
        raise WrongState(
            _("Kỳ báo cáo còn đến hết ngày %(day)s. Chốt từ ngày đó, để kết quả những ngày còn lại không bị bỏ sót.")
            % {"day": format_date(report.period_end)}
        )
    figures = selectors.compute(report.organisation_id, report.period, today, report.kind)
    report.figures = figures.to_json()
    report.state, report.frozen_at, report.frozen_by_id = ReportState.FROZEN, timezone.now(), actor.user_id
    report.sha256, report.altered_at = digest(report.figures, selectors.words(report)), None
    report.version += 1
    report.save()
    Told.objects.bulk_create(_told(report, figures))
    _record(actor, report, "reports.frozen", sha256=report.sha256)
    signals.report_frozen.send(sender=Report, report=report, actor=actor)
    return report


@transaction.atomic
def unfreeze(*, actor: Actor, report_id: int, reason: str) -> Report:
    """Take a frozen report up again; what was frozen stays as an edition.

    A later frozen report rests upon it, with what it added and compared, and is taken up again first. Raises
    InvalidInput without a reason, WrongState.
    """
    report = _locked(actor, report_id, with_others=True)
    why = reason.strip()
    if not why:
        raise InvalidInput(fields={"reason": _("Ghi lý do mở lại báo cáo.")})
    if len(why) > LONGEST_REASON:
        raise InvalidInput(fields={"reason": _("Viết ngắn hơn, nhiều nhất 1.000 chữ cái.")})
    if not report.is_frozen or report.frozen_at is None:
        raise WrongState(_("Báo cáo này chưa chốt nên không cần mở lại."))
    if later := selectors.resting_upon(report):
        raise WrongState(
            _("Báo cáo tháng %(month)d/%(year)d chốt sau và dựa vào báo cáo này. Mở lại báo cáo đó trước.")
            % {"month": later.period.month, "year": later.period.year}
        )
    edition = Edition.objects.create(
        report=report,
        number=report.editions.count() + 1,
        figures=report.figures,
        passages=selectors.words(report),
        sha256=report.sha256,
        altered_at=report.altered_at,
        frozen_at=report.frozen_at,
        frozen_by_id=report.frozen_by_id,
        reopened_by_id=actor.user_id,
        reason=why,
    )
    report.told.all().delete()
    report.figures, report.state, report.frozen_at, report.frozen_by = {}, ReportState.DRAFT, None, None
    report.sha256, report.altered_at = "", None
    report.version += 1
    report.save()
    _record(actor, report, "reports.reopened", edition=edition.number, sha256=edition.sha256)
    signals.report_reopened.send(sender=Report, report=report, edition=edition, actor=actor)
    return report


def _told(report: Report, figures: Figures) -> Iterator[Told]:
    """One row for each record that a report counts as received or done, in its own period and in earlier ones."""
    parts: list[Figures | Supplement] = [figures, *figures.supplements]
    for part in parts:
        counted = {
            RecordKind.EVIDENCE: [one.id for one in part.evidence_records],
            RecordKind.SLIP: [one.id for one in part.slip_records if one.state in RECEIVED],
            RecordKind.ITEM: [one.id for one in part.item_records if one.done_on is not None],
        }
        for kind, ids in counted.items():
            for pk in ids:
                yield Told(
                    report=report,
                    report_kind=report.kind,
                    kind=kind,
                    record_id=pk,
                    period_start=part.period.start,
                    period_end=part.period.end,
                )


@transaction.atomic
def erase_words(*, actor: Actor, organisation_id: int, erased: Erased) -> int:
    """Take erased words out of every frozen report and edition that printed them; returns how many.

    Numbers, ids and hashes stay, and so does the SHA-256 of what had been frozen. Who erases holds the organisation
    from before the words go, so that no report is frozen with them at the same moment. Asks for no permission of its
    own: who might erase the words has decided that, see `receivers`.
    """
    if not erased.words.strip():
        return 0
    altered, source = 0, {erased.source.value: erased.source_id}
    reports = Report.objects.select_for_update().filter(organisation_id=organisation_id, state=ReportState.FROZEN)
    for report in reports.order_by("pk"):
        if figures := erasing.without(report.figures, erased):
            after = digest(figures, selectors.words(report))
            _alter(actor, report, report, figures, sha256=report.sha256, after=after, **source)
            altered += 1
    editions = Edition.objects.select_for_update(of=("self",)).filter(report__organisation_id=organisation_id)
    for one in editions.select_related("report").order_by("pk"):
        if figures := erasing.without(one.figures, erased):
            after, number = digest(figures, one.passages), one.number
            _alter(
                actor, one, one.report, figures,
                edition=number, sha256=one.sha256, after=after, **source,
            )  # fmt: skip
            altered += 1
    return altered


def _alter(
    actor: Actor, frozen: Report | Edition, report: Report, figures: dict[str, Any], **details: int | str
) -> None:
    frozen.figures, frozen.altered_at = figures, timezone.now()
    frozen.save(update_fields=["figures", "altered_at"])
    _record(actor, report, "reports.words_erased", **details)


def digest(figures: dict[str, Any], words: dict[str, str]) -> str:
    """The SHA-256 of what a frozen report says, for the audit record."""
    said = json.dumps({"figures": figures, "passages": words}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _locked(actor: Actor, report_id: int, *, with_others: bool = False) -> Report:
    """The report, locked. One of an organisation in which the actor may not even read is not found.

    `with_others` holds the whole organisation: for what may be told in one report only, and so that words which are
    erased meanwhile are erased here too.
    """
    found = Report.objects.filter(pk=report_id).first()
    if found is None or not policies.may(actor, "reports.read", found.organisation_id):
        raise NotFound(report_id=report_id)
    policies.require(actor, "reports.manage", found.organisation_id)
    if with_others:
        hold(found.organisation_id)
    return Report.objects.select_for_update().get(pk=report_id)


def _record(actor: Actor, report: Report, action: str, **details: Any) -> None:
    audit.record(actor=actor, action=action, target=report, organisation_id=report.organisation_id, **details)

"""Settings of work that an administrator changes."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lantoa.shared import preferences
from lantoa.work.periods import Period, following, opens_on, period_containing

CUTOFF_DAY = preferences.register(
    preferences.Preference(
        name="work.period_cutoff_day",
        kind=int,
        default=14,
        label=_("Ngày chốt số liệu hằng tháng"),
        help=_("Kỳ báo cáo tính từ ngày liền sau ngày chốt tháng trước đến hết ngày chốt tháng này."),
        minimum=1,
        maximum=31,
    )
)
SLIP_OPEN_DAYS = preferences.register(
    preferences.Preference(
        name="work.slip_open_days",
        kind=int,
        default=5,
        label=_("Mở phiếu báo trước ngày chốt (số ngày)"),
        help=_("Phiếu báo kết quả đến các đơn vị trước ngày chốt số liệu bấy nhiêu ngày."),
        minimum=1,
        maximum=28,
    )
)
SOON_DAYS = preferences.register(
    preferences.Preference(
        name="work.soon_days",
        kind=int,
        default=7,
        label=_("Coi là sắp đến hạn khi còn (số ngày)"),
        help=_("Việc còn từng ấy ngày trở xuống thì xếp vào nhóm Sắp đến hạn."),
        minimum=1,
        maximum=60,
    )
)


def current_period(organisation_id: int | None, today: date) -> Period:
    """The organisation's reporting period in which `today` lies."""
    return period_containing(today, preferences.get(CUTOFF_DAY.name, organisation_id))


def slips_open_on(organisation_id: int | None, period: Period) -> date:
    """The day on which the slips of a period open."""
    return opens_on(period, preferences.get(SLIP_OPEN_DAYS.name, organisation_id))


def next_slips(organisation_id: int | None, today: date) -> tuple[Period, date]:
    """The first period whose slips are not open yet, and the day on which they open."""
    period = current_period(organisation_id, today)
    if today >= slips_open_on(organisation_id, period):
        period = following(period, preferences.get(CUTOFF_DAY.name, organisation_id))
    return period, slips_open_on(organisation_id, period)


def soon_days(organisation_id: int | None) -> int:
    """How many days before its deadline an item counts as soon due."""
    days: int = preferences.get(SOON_DAYS.name, organisation_id)
    return days

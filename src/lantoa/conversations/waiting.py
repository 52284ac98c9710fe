"""When officers are there and how long one waits, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantoa.conversations.hours import Span
from lantoa.conversations.selectors import Wait

_HOUR, _DAY = 60, 60 * 24


def in_words(wait: Wait) -> str:
    """What an asker can expect now; says so where it is not known."""
    if not wait.hours.is_known:
        return _("Xã chưa ghi giờ cán bộ trả lời.")
    if not wait.is_open:
        if wait.opens is None:
            return _("Đang ngoài giờ làm việc.")
        return _("Đang ngoài giờ. Cán bộ làm việc lại lúc %(when)s.") % {"when": moment_words(wait.opens)}
    if wait.minutes is None:
        return _("Cán bộ đang trong giờ làm việc. Chưa ước được thời gian chờ.")
    return _("Cán bộ đang trong giờ làm việc. Gần đây thường chờ khoảng %(long)s.") % {"long": duration(wait.minutes)}


def too_fast(until: datetime) -> str:
    """That somebody asks faster than a person does, and when the next question counts again."""
    local = timezone.localtime(until)
    return _("Bà con hỏi nhanh quá, xin chờ đến %(hour)d giờ %(minute)02d.") % {
        "hour": local.hour,
        "minute": local.minute,
    }


def duration(minutes: int) -> str:
    """A length of time as one says it.

    >>> duration(15), duration(130)
    ('15 phút', '2 giờ')
    """
    if minutes < _HOUR:
        return ngettext("%(count)d phút", "%(count)d phút", minutes) % {"count": minutes}
    if minutes < _DAY:
        hours = round(minutes / _HOUR)
        return ngettext("%(count)d giờ", "%(count)d giờ", hours) % {"count": hours}
    days = round(minutes / _DAY)
    return ngettext("%(count)d ngày", "%(count)d ngày", days) % {"count": days}


def moment_words(moment: datetime) -> str:
    """A local time with its day."""
    return _("%(time)s %(weekday)s %(day)s") % {
        "time": _clock(moment),
        "weekday": _inside(date_format(moment, "l")),
        "day": moment.strftime("%d/%m"),
    }


def hours_in_words(wait: Wait) -> list[tuple[str, str]]:
    """Days and hours for a list: ("Thứ Hai đến thứ Sáu", "7:30–11:30, 13:30–17:00")."""
    rows = ((_("Thứ Hai đến thứ Sáu"), wait.hours.weekdays), (_("Thứ Bảy"), wait.hours.saturday))
    return [(days, ", ".join(_span(one) for one in spans)) for days, spans in rows if spans]


def _span(span: Span) -> str:
    start, end = span
    return f"{start.hour}:{start.minute:02d}–{end.hour}:{end.minute:02d}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _inside(words: str) -> str:
    """Words as they stand inside a sentence: "thứ Hai", in English "Monday"."""
    return f"{words[:1].lower()}{words[1:]}" if words.startswith(("Thứ", "Chủ")) else words

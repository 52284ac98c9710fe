"""How it is said whether a source holds today, in one wording wherever it is shown."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoakit.retrieval import Standing

WORDS: dict[Standing, Promise] = {
    "to_come": _("Chưa có hiệu lực"),
    "in_force": _("Còn hiệu lực"),
    "ended": _("Hết hiệu lực"),
    "replaced": _("Đã được thay thế"),
}

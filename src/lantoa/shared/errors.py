"""Errors of the domain: typed, with a code and a sentence that tells the person what to do.

Services raise them; `middleware.DomainErrorMiddleware` and the views translate them into pages and form errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Base of all errors that a person may be shown.

    `code` is stable and for programs, `message` is a Vietnamese sentence for people, `details` are values for the log.
    One that is `passing` may go well when the same is tried again: jobs try again, others end.
    """

    code = "refused"
    status = 400
    passing = False
    default_message: str | Promise = _("Chưa làm được việc này.")

    def __init__(self, message: str | Promise = "", *, code: str = "", **details: Any) -> None:
        self.message = message or self.default_message
        self.code = code or self.code
        self.details = details
        super().__init__(str(self.message))


class PermissionRefused(DomainError):
    """The actor may not do this."""

    code = "forbidden"
    status = 403
    default_message = _("Chức danh hiện tại không có quyền làm việc này. Nhờ người quản trị của xã giao quyền.")


class NotFound(DomainError):
    """The object does not exist, or belongs to another organisation: the two look alike on purpose."""

    code = "not_found"
    status = 404
    default_message = _("Không tìm thấy mục này. Có thể nó đã được chuyển hoặc xóa.")


class Stale(DomainError):
    """Somebody else saved in between. What the person typed must be shown again beside what is stored."""

    code = "stale"
    status = 409
    default_message = _(
        "Mục này vừa được sửa ở cửa sổ khác, hoặc do người khác sửa. Xem phần đang lưu rồi làm lần nữa; "
        "chữ vừa nhập vẫn còn."
    )


class InvalidInput(DomainError):
    """What was entered cannot be taken. `fields` maps a field's name to its sentence."""

    code = "invalid"
    status = 422
    default_message = _("Có chỗ nhập chưa đúng. Xem lại các ô được đánh dấu.")

    def __init__(
        self, message: str | Promise = "", *, fields: Mapping[str, str | Promise] | None = None, **details: Any
    ) -> None:
        self.fields = dict(fields or {})
        super().__init__(message or (next(iter(self.fields.values())) if self.fields else ""), **details)


class WrongState(DomainError):
    """The object is not in a state in which this can be done."""

    code = "wrong_state"
    status = 409
    default_message = _("Mục này đang ở bước khác nên chưa làm được việc đó. Tải lại trang để xem bước hiện tại.")

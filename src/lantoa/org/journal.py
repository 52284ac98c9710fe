"""Words of this app's writes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.org.desk import words

words.describe(
    {
        "org.change": _("Sửa thông tin cơ quan"),
        "org.commune_add": _("Thêm xã vào hệ thống"),
        "org.device_bind": _("Nhận thẻ QR trên điện thoại"),
        "org.device_revoke": _("Bỏ điện thoại"),
        "org.first_run": _("Lập xã trên hệ thống"),
        "org.pass_issue": _("Cấp thẻ QR"),
        "org.pass_revoke": _("Hủy thẻ QR"),
        "org.password_link": _("Tạo đường dẫn đặt mật khẩu"),
        "org.person_add": _("Thêm người"),
        "org.person_change": _("Sửa thông tin người"),
        "org.person_deactivate": _("Cho thôi tất cả chức danh"),
        "org.pin_refused": _("Nhập sai mã PIN"),
        "org.sign_in_refused": _("Đăng nhập không được"),
        "org.position_cancel": _("Hủy chức danh chưa bắt đầu"),
        "org.position_end": _("Kết thúc chức danh"),
        "org.position_give": _("Giao chức danh"),
        "org.position_hand_over": _("Bàn giao chức danh"),
        "org.position_retitle": _("Sửa tên chức danh"),
        "org.second_factor_reset": _("Bỏ lớp xác thực thứ hai"),
        "org.setting": _("Đổi thiết lập"),
        "org.unit_add": _("Thêm đơn vị"),
        "org.unit_change": _("Sửa đơn vị"),
        "org.unit_deactivate": _("Ngừng dùng đơn vị"),
        "org.unit_merge": _("Gộp đơn vị"),
        "org.unit_reactivate": _("Dùng lại đơn vị"),
    }
)
words.describe_kinds(
    {
        "org.organisation": _("Thông tin cơ quan"),
        "org.unit": _("Đơn vị"),
        "org.user": _("Người"),
        "org.position": _("Chức danh"),
        "org.fieldpass": _("Thẻ QR"),
        "org.device": _("Điện thoại dùng mã PIN"),
        "shared.settingvalue": _("Thiết lập"),
    }
)

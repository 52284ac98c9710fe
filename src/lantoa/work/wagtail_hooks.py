"""The part of work in the desk."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.org.desk.menu import DeskMenuItem
from lantoa.work.desk import board, erasing, item, slip


@hooks.register("register_admin_urls")
def work_pages() -> list[URLPattern]:
    """All pages of work."""
    return [
        path("cong-viec/", board.BoardPage.as_view(), name="work_board"),
        path("cong-viec/cho-xac-nhan/", board.QueuePage.as_view(), name="work_queue"),
        path("cong-viec/phieu/", board.SlipsPage.as_view(), name="work_slips"),
        path("cong-viec/phieu/<int:slip_id>/", slip.SlipPage.as_view(), name="work_slip"),
        path("cong-viec/phieu/<int:slip_id>/nhap-thay/", slip.EnterSlipPage.as_view(), name="work_enter_slip"),
        path("cong-viec/phieu/<int:pk>/xac-nhan/", slip.AcceptSlip.as_view(), name="work_accept_slip"),
        path("cong-viec/phieu/<int:pk>/bo-sung/", slip.ReturnSlip.as_view(), name="work_return_slip"),
        path("cong-viec/<int:item_id>/", item.ItemPage.as_view(), name="work_item"),
        path("cong-viec/<int:item_id>/sua/", item.ChangePage.as_view(), name="work_change"),
        path("cong-viec/<int:item_id>/nhap-thay/", item.EnterForPage.as_view(), name="work_enter_for"),
        path("cong-viec/<int:item_id>/tien-do/", item.ProgressPage.as_view(), name="work_progress"),
        path("cong-viec/<int:pk>/bat-dau/", item.StartItem.as_view(), name="work_start_item"),
        path("cong-viec/<int:pk>/xac-nhan/", item.AcceptItem.as_view(), name="work_accept_item"),
        path("cong-viec/<int:pk>/bo-sung/", item.ReturnItem.as_view(), name="work_return_item"),
        path("cong-viec/<int:pk>/mo-lai/", item.ReopenItem.as_view(), name="work_reopen_item"),
        path("cong-viec/<int:pk>/giao-lai/", item.GiveAgain.as_view(), name="work_give_again"),
        path("cong-viec/minh-chung/<int:pk>/xac-nhan/", item.AcceptEvidence.as_view(), name="work_accept_evidence"),
        path("cong-viec/minh-chung/<int:pk>/bo-sung/", item.ReturnEvidence.as_view(), name="work_return_evidence"),
        path("cong-viec/minh-chung/<int:pk>/xoa/", item.EraseEvidence.as_view(), name="work_erase_evidence"),
        path("cong-viec/phieu/dong/<int:pk>/xoa/", erasing.EraseLine.as_view(), name="work_erase_line"),
        path("cong-viec/de-nghi/<int:pk>/xoa/", erasing.EraseRequest.as_view(), name="work_erase_request"),
        path("cong-viec/trao-doi/<int:pk>/xoa/", erasing.EraseEvent.as_view(), name="work_erase_event"),
        path("cong-viec/de-nghi/<int:pk>/", item.RequestPage.as_view(), name="work_request"),
    ]


@hooks.register("register_admin_menu_item")
def work_item() -> DeskMenuItem:
    """Công việc."""
    return DeskMenuItem(_("Công việc"), "work_board", capability="work.read", icon="list", order=30)

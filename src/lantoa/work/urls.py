"""URLs of this app outside the desk."""

from django.urls import path

from lantoa.work.views import field, files, slips

app_name = "work"
urlpatterns = [
    path("", field.mine, name="mine"),
    path("chup/", field.capture, name="capture"),
    path("phieu/", slips.slips, name="slips"),
    path("phieu/<int:slip_id>/", slips.slip, name="slip"),
    path("phieu/<int:slip_id>/<int:line_id>/", slips.save_line, name="slip_line"),
    path("minh-chung/<int:evidence_id>/", files.evidence_file, name="evidence_file"),
    path("minh-chung/<int:evidence_id>/rut/", field.take_back, name="take_back"),
    path("<int:item_id>/", field.item, name="item"),
    path("<int:item_id>/gui/", field.send, name="send"),
    path("<int:item_id>/bat-dau/", field.start, name="start"),
    path("<int:item_id>/tien-do/", field.progress, name="progress"),
    path("<int:item_id>/gia-han/", field.extension, name="extension"),
    path("<int:item_id>/giao-nham/", field.misassigned, name="misassigned"),
    path("<int:item_id>/trao-doi/", field.comment, name="comment"),
]

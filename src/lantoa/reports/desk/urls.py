"""URLs of reports on the desk, under /admin/bao-cao/."""

from django.urls import path

from lantoa.reports.desk import comparing, downloads, editing, views

app_name = "reports_desk"
urlpatterns = [
    path("", views.ReportListView.as_view(), name="index"),
    path("mo/", editing.OpenView.as_view(), name="open"),
    path("<int:pk>/", views.ReportView.as_view(), name="report"),
    path("<int:pk>/doan/<slug:key>/", editing.PassageView.as_view(), name="passage"),
    path("<int:pk>/so-lieu/<slug:key>/", views.RecordsView.as_view(), name="records"),
    path("<int:pk>/so-lieu/<slug:key>/thay-doi/", comparing.ChangeView.as_view(), name="change"),
    path("<int:pk>/den-sau/", comparing.LateView.as_view(), name="late"),
    path("<int:pk>/chot/", editing.FreezeView.as_view(), name="freeze"),
    path("<int:pk>/mo-lai/", editing.ReopenView.as_view(), name="reopen"),
    path("<int:pk>/tai/word/", downloads.WordView.as_view(), name="word"),
    path("<int:pk>/tai/phan-ghep/", downloads.SectionView.as_view(), name="section"),
    path("<int:pk>/tai/excel/", downloads.ExcelView.as_view(), name="excel"),
    path(
        "<int:pk>/ban/<int:number>/so-lieu/<slug:key>/", comparing.EditionRecordsView.as_view(), name="edition_records"
    ),
    path(
        "<int:pk>/ban/<int:number>/so-lieu/<slug:key>/thay-doi/",
        comparing.EditionChangeView.as_view(),
        name="edition_change",
    ),
    path("<int:pk>/ban/<int:number>/word/", downloads.EditionView.as_view(), name="edition"),
]

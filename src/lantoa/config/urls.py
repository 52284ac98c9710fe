"""All URLs. Sign-in goes to allauth before Wagtail's own views can see it."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from lantoa.portal.views import TodayView

urlpatterns = [
    path("admin/login/", account.login),
    path("admin/logout/", account.logout),
    path("admin/password_reset/", account.password_reset),
    path("admin/", TodayView.as_view(), name="today"),
    path("admin/", include(wagtailadmin_urls)),
    path("tai-khoan/", include("allauth.urls")),
    path("vao/", include("lantoa.org.urls")),
    path("van-ban/", include("lantoa.library.urls")),
    path("ke-hoach/", include("lantoa.plans.urls")),
    path("viec/", include("lantoa.work.urls")),
    path("bao-cao/", include("lantoa.reports.urls")),
    path("", include("lantoa.portal.urls")),
]

handler400 = "lantoa.portal.views.bad_request"
handler403 = "lantoa.portal.views.refused"
handler404 = "lantoa.portal.views.not_found"
handler500 = "lantoa.portal.views.broken"

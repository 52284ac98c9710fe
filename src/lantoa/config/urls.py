"""All URLs. Sign-in goes to allauth before Wagtail's own views can see it."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/login/", account.login),
    path("admin/logout/", account.logout),
    path("admin/password_reset/", account.password_reset),
    path("admin/", include(wagtailadmin_urls)),
    path("tai-khoan/", include("allauth.urls")),
    path("vao/", include("lantoa.org.urls")),
    path("van-ban/", include("lantoa.library.urls")),
    path("ke-hoach/", include("lantoa.plans.urls")),
    path("viec/", include("lantoa.work.urls")),
    path("bao-cao/", include("lantoa.reports.urls")),
    path("", include("lantoa.portal.urls")),
]

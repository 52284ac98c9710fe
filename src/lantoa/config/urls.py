"""All URLs. Sign-in goes to allauth before Wagtail's own views can see it."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from lantoa.org import open_id
from lantoa.org.views.account import password_reset
from lantoa.portal.views import TodayView

urlpatterns = [
    path("admin/login/", account.login, name="desk_login"),
    path("admin/logout/", account.logout, name="desk_logout"),
    path("admin/password_reset/", password_reset),
    path("admin/", TodayView.as_view(), name="today"),
    path("admin/", include(wagtailadmin_urls)),
    path("tai-khoan/password/reset/", password_reset, name="account_reset_password"),
    path("tai-khoan/oidc/<str:provider_id>/login/", open_id.login, name="openid_connect_login"),
    path("tai-khoan/oidc/<str:provider_id>/login/callback/", open_id.callback, name="openid_connect_callback"),
    path("", include("lantoa.org.urls")),
    path("tai-khoan/", include("allauth.urls")),
    path("van-ban/", include("lantoa.library.urls")),
    path("tra-cuu/", include("lantoa.answers.urls")),
    path("viec/", include("lantoa.work.urls")),
    path("hoi/", include("lantoa.conversations.urls")),
    path("", include("lantoa.portal.urls")),
]

handler400 = "lantoa.portal.views.bad_request"
handler403 = "lantoa.portal.views.refused"
handler404 = "lantoa.portal.views.not_found"
handler500 = "lantoa.portal.views.broken"

"""URLs of this app outside the desk, mounted at the root."""

from django.urls import path

from lantoa.org.views import account, field, first_run, passes

app_name = "org"
urlpatterns = [
    path("vao/", field.field_sign_in, name="field_sign_in"),
    path("vao/", field.field_sign_in, name="pin"),
    path("vao/ra/", field.field_sign_out, name="field_sign_out"),
    path("vao/may/", field.devices, name="devices"),
    path("vao/<str:secret>/", field.bind, name="bind"),
    path("tai-khoan/khoa/", account.locked, name="locked"),
    path("tai-khoan/khoa/ngay/", account.lock, name="lock"),
    path("tai-khoan/khoa/con-lai/", account.idle_state, name="idle"),
    path("to-chuc/doi/", account.switch, name="switch"),
    path("to-chuc/the-qr/<int:user_id>/", passes.field_pass, name="field_pass"),
    path("bat-dau/<str:code>/", first_run.choose_place, name="first_run"),
    path("bat-dau/<str:code>/tinh/<str:province_code>/", first_run.choose_place, name="first_run_province"),
    path("bat-dau/<str:code>/xa/<str:commune_code>/", first_run.set_up, name="first_run_set_up"),
]

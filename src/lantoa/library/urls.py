"""URLs of this app outside the desk."""

from django.urls import path

from lantoa.library import views

app_name = "library"
urlpatterns = [
    path("<int:pk>/tep/", views.download, name="download"),
    path("<int:pk>/trang/<int:number>.webp", views.page, name="page"),
]

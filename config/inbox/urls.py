from django.urls import path

from config.inbox import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<str:name>/", views.mail, name="inbox_mail"),
    path("<str:name>/html", views.mail_html, name="inbox_mail_html"),
    path("<str:name>/attachments/<int:number>", views.attachment, name="inbox_attachment"),
]

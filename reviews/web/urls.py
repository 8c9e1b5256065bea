"""Addresses of the pages."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from reviews.web import acts, agreement, agreement_list, calendar, correcting, first_run, health, outgoing, pages, people, today, uploading

urlpatterns = [
    path("", today.today_page, name="today"),
    path("login/", LoginView.as_view(template_name="login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("welcome/", first_run.welcome, name="welcome"),
    path("agreements/", agreement_list.agreement_list, name="agreements"),
    path("agreements/<int:pk>/", agreement.agreement_page, name="agreement"),
    path("agreements/<int:pk>/facts/", correcting.correct_fact, name="correct_fact"),
    path("agreements/<int:pk>/facts/preview/", correcting.preview_fact, name="preview_fact"),
    path("agreements/<int:pk>/facts/withdraw/", correcting.withdraw_correction, name="withdraw_correction"),
    path("agreements/<int:pk>/particulars/", acts.change_particulars, name="change_particulars"),
    path("agreements/<int:pk>/archive/", acts.archive, name="archive"),
    path("agreements/<int:pk>/money/", correcting.state_money, name="state_money"),
    path("versions/<int:pk>/pages/<int:number>.png", uploading.page_image, name="page_image"),
    path("versions/<int:pk>/read-again/", uploading.read_again, name="read_again"),
    path("upload/", uploading.upload, name="upload"),
    path("upload/sample/", first_run.upload_sample, name="upload_sample"),
    path("upload/<int:pk>/", uploading.upload_row, name="upload_row"),
    path("findings/<int:pk>/decide/", acts.decide_redline, name="decide_redline"),
    path("findings/<int:pk>/undo/", acts.undo_redline, name="undo_redline"),
    path("findings/<int:pk>/diff/", acts.redline_preview, name="redline_preview"),
    path("reviews/<int:pk>/comments/", acts.comment, name="comment"),
    path("reviews/<int:pk>/redlined/", outgoing.redlined_file, name="redlined_file"),
    path("reviews/<int:pk>/sign-off/", acts.sign_off, name="sign_off"),
    path("windows/<int:pk>/decide/", acts.decide_window, name="decide_window"),
    path("windows/<int:pk>/acknowledge/", acts.acknowledge, name="acknowledge"),
    path("calendar/", calendar.calendar_page, name="calendar"),
    path("rules/", pages.rules_page, name="rules"),
    path("settings/", people.settings_page, name="settings"),
    path("settings/tokens/", people.make_token, name="make_token"),
    path("settings/tokens/<int:pk>/revoke/", people.revoke_token, name="revoke_token"),
    path("settings/people/", people.add_person, name="add_person"),
    path("settings/people/<int:pk>/", people.change_person, name="change_person"),
    path("account/", people.account, name="account"),
    path("healthz/reminders", health.reminders_health, name="reminders_health"),
]

"""A member's own addresses; allauth's stand under `account/` beside them."""

from django.urls import path

from . import my_critic, views

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/name/", views.rename, name="rename"),
    path("me/name/verify/", views.request_verification, name="request_verification"),
    path("me/e-mails/", views.email_preferences, name="email_preferences"),
    path("me/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("my-critic/films/<int:pk>/", my_critic.mark, name="mark_film"),
    path("my-critic/keep/", my_critic.keep_marks, name="keep_marks"),
    path("my-critic/forget/", my_critic.forget_marks, name="forget_marks"),
    path("account/with/<slug:provider>/", views.sign_in_with, name="sign_in_with"),
]

from django.urls import path, re_path

from core import slugs  # noqa: F401  (registers `uslug`)

from . import views

app_name = "films"
urlpatterns = [
    path("films/", views.film_list, name="list"),
    path("films/<uslug:slug>/", views.film, name="film"),
    path("films/<uslug:slug>/card.png", views.title_card, name="card"),
    path("people/", views.person_list, name="people"),
    path("people/<uslug:slug>/", views.person, name="person"),
    path("genres/", views.genre_list, name="genres"),
    path("genres/<uslug:slug>/", views.genre, name="genre"),
    re_path(r"^media/(?P<path>images/[0-9a-z-]{1,80}\.webp)$", views.media, name="media"),
]

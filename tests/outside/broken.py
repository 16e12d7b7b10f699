"""For each constraint of what comes from outside: as in `tests/admin/broken.py`."""

from films.models import Film
from outside.models import OutsideReview
from tests.builders import a_film

from .builders import an_outside_review

URL = "https://tide.example/cleo"


def film():
    return Film.objects.first() or a_film()


def an_unsaved(**fields):
    return OutsideReview(**({"film": film(), "outlet": "The Tide Table", "url": URL} | fields))


def a_saved():
    return an_outside_review(film())


def another():
    return an_outside_review(film(), url=URL)


ROWS = {
    "outside_review_once": lambda: [an_unsaved(), an_unsaved()],
    "outside_review_url_is_web": lambda: [an_unsaved(url="ftp://tide.example/")],
    "outside_review_has_outlet": lambda: [an_unsaved(outlet="")],
}

TYPED = {
    "outside_review_once": (a_saved, "", lambda: {"url": another().url}, "already has the review"),
    "outside_review_url_is_web": (
        a_saved,
        "",
        lambda: {"url": "ftp://tide.example/"},
        "the address of a page on the web",
    ),
    "outside_review_has_outlet": (a_saved, "", lambda: {"outlet": ""}, "This field is required"),
}

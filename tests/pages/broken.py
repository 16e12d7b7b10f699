"""For each constraint of what editors set up: as in `tests/admin/broken.py`."""

from pages.models import (
    Notice,
    Package,
    PackageReview,
    Page,
    Placement,
    Promotion,
    PromotionDay,
)
from reviews.models import Review
from tests.builders import a_publication, a_review

from .builders import a_notice, a_package, a_page, a_placement, a_promotion

CHOICE, NEEDED = "Select a valid choice", "Fill in this field"
SPAN = {"starts_at": "2026-01-02T00:00Z", "ends_at": "2026-01-01T00:00Z"}
TYPED_SPAN = {"starts_at": "2026-01-02T00:00", "ends_at": "2026-01-01T00:00"}
LATE = "an end that comes after the start"


def notice(**fields):
    return Notice(**({"name": "N", "text": "Help us."} | fields))


def review():
    return Review.objects.first() or a_review()


def placement(place="pick", **fields):
    return Placement(review=review(), place=place, **fields)


def promotion(**fields):
    return Promotion(**({"name": "P", "text": "Quiet.", "link_url": "/about/"} | fields))


def a_day():
    promotion = Promotion.objects.first() or a_promotion()
    return PromotionDay(promotion=promotion, day="2026-01-01")


def package():
    return Package.objects.first() or a_package()


def a_pick():
    return a_placement(review())


def another_pick():
    return a_placement(a_review()).review


ROWS = {
    "notice_ends_after_its_start": lambda: [notice(**SPAN)],
    "notice_place_is_known": lambda: [notice(place="ceiling")],
    "notice_has_text": lambda: [notice(text="")],
    "notice_link_is_whole": lambda: [notice(link_label="Donate")],
    "notice_goal_is_positive": lambda: [notice(goal=0)],
    "placement_ends_after_its_start": lambda: [placement(**SPAN)],
    "placement_place_is_known": lambda: [placement("ceiling")],
    "placement_publication_has_picks": lambda: [placement("lead", publication=a_publication())],
    "placement_once": lambda: [placement(), placement()],
    "package_ends_after_its_start": lambda: [Package(title="A", slug="a", **SPAN)],
    "package_has_title": lambda: [Package(title="", slug="a")],
    "package_review_once": lambda: [
        PackageReview(package=package(), review=review()) for _twice in range(2)
    ],
    "page_has_title": lambda: [Page(title="", slug="a")],
    "promotion_ends_after_its_start": lambda: [promotion(**SPAN)],
    "promotion_place_is_known": lambda: [promotion(place="ceiling")],
    "promotion_front_is_of_all": lambda: [promotion(publication=a_publication())],
    "promotion_says_something": lambda: [promotion(text="")],
    "promotion_link_is_safe": lambda: [promotion(link_url="javascript:alert(1)")],
    "promotion_weight_is_sound": lambda: [promotion(weight=0)],
    "promotion_day_once": lambda: [a_day(), a_day()],
}

OFF_THE_FORMS = {"promotion_day_once"}  # a layer of the server writes it

TYPED = {
    "notice_ends_after_its_start": (a_notice, "", lambda: TYPED_SPAN, LATE),
    "notice_place_is_known": (a_notice, "", lambda: {"place": "ceiling"}, CHOICE),
    "notice_has_text": (a_notice, "", lambda: {"text": " "}, NEEDED),
    "notice_link_is_whole": (
        a_notice,
        "",
        lambda: {"link_label": "Donate", "link_url": ""},
        "both words and an address",
    ),
    "notice_goal_is_positive": (a_notice, "", lambda: {"goal": 0}, "a goal of at least 1"),
    "placement_ends_after_its_start": (a_pick, "", lambda: TYPED_SPAN, LATE),
    "placement_place_is_known": (a_pick, "", lambda: {"place": "ceiling"}, CHOICE),
    "placement_publication_has_picks": (
        a_pick,
        "",
        lambda: {"place": "lead", "publication": a_publication().pk},
        "there are picks alone",
    ),
    "placement_once": (a_pick, "", lambda: {"review": another_pick().pk}, "already has this place"),
    "package_ends_after_its_start": (package, "", lambda: TYPED_SPAN, LATE),
    "package_has_title": (package, "", lambda: {"title": " "}, NEEDED),
    "package_review_once": (
        package,
        "entries",
        lambda: [{"order": 0, "review": review().pk}] * 2,
        "correct the duplicate data",
    ),
    "page_has_title": (a_page, "", lambda: {"title": " "}, NEEDED),
    "promotion_ends_after_its_start": (a_promotion, "", lambda: TYPED_SPAN, LATE),
    "promotion_place_is_known": (a_promotion, "", lambda: {"place": "ceiling"}, CHOICE),
    "promotion_front_is_of_all": (
        a_promotion,
        "",
        lambda: {"publication": a_publication().pk},
        "Leave the publication empty",
    ),
    "promotion_says_something": (a_promotion, "", lambda: {"text": " "}, "Choose a picture"),
    "promotion_link_is_safe": (
        a_promotion,
        "",
        lambda: {"link_url": "//evil.example/"},
        "Enter a path of this site",
    ),
    "promotion_weight_is_sound": (a_promotion, "", lambda: {"weight": 0}, "greater than"),
}

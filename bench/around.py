"""What stands around reviews, for sites to measure: the sample data has none of it."""

from datetime import timedelta

from django.utils import timezone

from audio.models import Recording
from films.models import Country, Film
from outside.models import OutsideReview, WatchLink
from pages.models import Promotion
from reviews.models import Publication, Review, Series
from screenings.models import Cinema, Screening, Town
from search.index import update

FILMS = 200  # for each town
CINEMAS, SCREENINGS = 4, 250  # of each town: more than its page shows
EPISODES = 150  # of the programme: more than its podcast has
HEARD = 10  # one review of so many has a recording
BATCH = 2_000


def fill():
    """As much for each film and review on a small site as on a large one.

    A town, and a programme, have as much on both: their lists are full, as on a site of some age.
    """
    now, today = timezone.now(), timezone.localdate()
    films = list(Film.objects.order_by("pk").values_list("pk", flat=True))
    _fill_outside(films, today)
    _fill_screenings(films, now)
    _fill_recordings()
    for place in Promotion.Place:
        for number in range(2):
            Promotion.objects.create(
                name=f"{place} {number}", text="A quiet week.", link_url="/", place=place,
                starts_at=now,
            )  # fmt: skip
    update()  # the search, which would say that it is busy


def _fill_outside(films, today):
    country = Country.objects.first()
    reviews = (
        OutsideReview(
            film_id=film, outlet=f"Outlet {number}", quote="It stays with you.", checked_on=today,
            url=f"https://outlet-{number}.example/{film}/",
        )
        for film in films for number in range(2)
    )  # fmt: skip
    places = (
        WatchLink(
            film_id=film, country=country, service="Library", checked_on=today,
            url=f"https://library.example/{film}/",
        )
        for film in films
    )  # fmt: skip
    OutsideReview.objects.bulk_create(reviews, BATCH)
    WatchLink.objects.bulk_create(places, BATCH)


def _fill_screenings(films, now):
    cinemas, towns = [], len(films) // FILMS
    for number in range(towns):
        town = Town.objects.create(name=f"Town {number}")
        town.publications.set(Publication.objects.order_by("pk")[number : number + 1])
        cinemas += [
            Cinema.objects.create(town=town, name=f"Cinema {number}.{at}") for at in range(CINEMAS)
        ]
    Screening.objects.bulk_create(
        (
            Screening(
                film_id=films[number % len(films)],
                cinema=cinemas[number % len(cinemas)],
                starts_at=now + timedelta(days=1 + number % 6, minutes=number // len(cinemas)),
            )
            for number in range(towns * SCREENINGS)
        ),
        BATCH,
    )


def _fill_recordings():
    """One series becomes a programme, all of whose episodes can be heard."""
    programme = Series.objects.reviewed().order_by("pk").first()
    programme.kind, programme.goal = Series.Kind.PROGRAMME, None
    programme.save()
    every = Review.objects.order_by("pk").values_list("pk", flat=True)
    some = every[::HEARD]
    Review.objects.filter(pk__in=list(every.filter(series=None)[:EPISODES])).update(
        series=programme
    )
    of_it = programme.reviews.values_list("pk", flat=True)
    Recording.objects.bulk_create(
        (
            Recording(
                review_id=pk, file=f"audio/{pk:032x}.mp3", mime_type="audio/mpeg", size=1_000_000,
                duration=300, chapters="0:00 The film", transcript="It stays with you.",
            )
            for pk in sorted({*some, *of_it})
        ),
        BATCH,
    )  # fmt: skip

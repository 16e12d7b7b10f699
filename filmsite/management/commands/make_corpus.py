from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from filmsite.corpus import Counts, make_corpus
from reviews.models import Review


class Command(BaseCommand):
    help = "Fills the site with made-up films, reviews and comments; the same numbers and seed give the same site."

    def add_arguments(self, parser):
        parser.add_argument("--reviews", type=int, default=2000, help="how many reviews (2000)")
        parser.add_argument("--films", type=int, default=500, help="how many films (500)")
        parser.add_argument(
            "--comments", type=int, default=50_000, help="how many comments (50000)"
        )
        parser.add_argument("--seed", type=int, default=1, help="another seed, another site (1)")
        parser.add_argument(
            "--add", action="store_true", help="add to a site that has reviews already"
        )

    def handle(self, *, reviews, films, comments, seed, add, **options):
        try:
            counts = Counts(reviews, films, comments)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if not add and Review.objects.exists():
            raise CommandError(
                _("This site already has reviews. Use --add to put made-up ones among them.")
            )
        start = monotonic()
        make_corpus(counts, seed, timezone.now())
        made = _(
            "Made %(reviews)d reviews, %(films)d films and %(comments)d comments in %(seconds).1f s."
        )
        self.stdout.write(made % (vars(counts) | {"seconds": monotonic() - start}))

from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models import Review
from sampledata.build import make_sample_data


class Command(BaseCommand):
    help = "Fills the site with made-up films, reviews and comments."
    made = _("Made %(reviews)d reviews, %(films)d films and %(comments)d comments in %(time).1f s.")

    def add_arguments(self, parser):
        parser.add_argument("--reviews", type=int, default=2000, help="how many (2000)")
        parser.add_argument("--films", type=int, default=500, help="how many (500)")
        parser.add_argument("--comments", type=int, default=50_000, help="how many (50000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another site (1)")
        parser.add_argument("--add", action="store_true", help="add to a site that has reviews")

    def handle(self, *, reviews, films, comments, seed, add, **options):
        if min(reviews, films, comments) < 0:
            raise CommandError(_("Use 0 or more for reviews, films and comments."))
        if (reviews and not films) or (comments and not reviews):
            raise CommandError(_("Reviews need films, and comments need reviews."))
        if not add and Review.objects.exists():
            raise CommandError(_("This site already has reviews. Use --add to add to them."))
        counts = {"reviews": reviews, "films": films, "comments": comments}
        start = monotonic()
        make_sample_data(**counts, seed=seed, now=timezone.now())
        self.stdout.write(self.made % (counts | {"time": monotonic() - start}))

from datetime import timedelta

from core.fetcher import Fetcher
from jobs.base import task

from .links import problem_of
from .models import OutsideReview

AT_ONCE = 10  # addresses that one run asks for, each for ten seconds at most
fetcher = Fetcher(content_types={"text/html", "application/xhtml+xml"}, max_bytes=64 * 1024)


@task(priority=-60, every=timedelta(minutes=15))
def check_links() -> None:
    """Ask for the addresses of reviews elsewhere, each once a week."""
    for review in OutsideReview.objects.due()[:AT_ONCE]:
        review.note(problem_of(review.url, fetcher))

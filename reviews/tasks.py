from datetime import timedelta

from django.utils import timezone

from jobs.base import task

from .models import MostRead, ReaderCount


@task(every=timedelta(hours=1), priority=-50)
def rank_most_read() -> None:
    """Hourly, so that the lists on kept pages change no more often than that."""
    ReaderCount.objects.sum_months(timezone.localdate())
    MostRead.objects.refresh()

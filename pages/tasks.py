from datetime import timedelta

from jobs.base import task

from .models import PromotionDay


@task(every=timedelta(days=1), priority=-60)
def forget_promotion_days() -> None:
    """As the readers of reviews, those of promotions are numbers of a year."""
    PromotionDay.objects.outdated().delete()

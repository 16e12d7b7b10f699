from datetime import timedelta

from .base import task
from .models import Job


@task(every=timedelta(hours=1), priority=-50)
def delete_expired_jobs() -> None:
    """Delete jobs that ended long ago."""
    Job.objects.expired().delete()

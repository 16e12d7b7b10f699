"""No file is left that no recording names: not of one that was replaced, deleted or never saved."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from jobs.base import task

from .models import Recording

GRACE = timedelta(hours=2)  # from the upload of a file to the last try at saving its form


@task()
def delete_unused(path: str) -> None:
    """Delete a file, unless a recording has it."""
    if not Recording.objects.filter(file=path).exists():
        default_storage.delete(path)


@task(every=timedelta(days=1))
def delete_all_unused() -> None:
    """Also those of drafts that were deleted with their recording, which no form is told of."""
    try:
        _folders, names = default_storage.listdir("audio")
    except FileNotFoundError:
        return
    used = set(Recording.objects.values_list("file", flat=True))
    later = timezone.now() + GRACE
    for path in {f"audio/{name}" for name in names} - used:
        delete_unused.using(run_after=later, key=f"unused {path}").enqueue(path)

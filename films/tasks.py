from jobs.base import task

from . import pictures
from .models import Image


@task()
def delete_files(path: str) -> None:
    """Delete a picture's files, unless somebody has uploaded the same again."""
    if not Image.objects.filter(file=path).exists():
        pictures.delete(path)

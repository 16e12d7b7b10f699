"""What Granian’s workers load: the site, and a worker beside it that runs its jobs."""

from .wsgi import application  # noqa: I001  (first, because it sets Django up)

from jobs import worker

__all__ = ["application"]

worker.start()

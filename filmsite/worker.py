"""What Granian’s workers load: the site, and a postman beside it who sends the letters that it owes."""

from .wsgi import application  # noqa: I001  (first, because it sets Django up)
from comments.letters import postman

__all__ = ["application"]

postman.start()

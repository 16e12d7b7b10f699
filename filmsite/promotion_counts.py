"""Counts how often promotions are shown and followed; of who sees them it knows nothing.

A page that has one says so among its tags, and the address that leads on from it likewise, whether
the answer is made for one reader, for everybody, or was kept.
"""

from core.page_tags import gather
from pages.models import PromotionDay
from pages.models.promotion import FOLLOWED_TAG, SHOWN_TAG, promotions_among

from .counting import Counting, is_read
from .page_cache import KEPT


class PromotionCounts(Counting):
    """The WSGI application, with what its answers show of promotions counted."""

    def __call__(self, environ, start_response):
        if not is_read(environ):
            return self.application(environ, start_response)
        with gather() as made:
            response = self.application(environ, start_response)
        kept = environ.get(KEPT)
        found = kept.value.promotions if kept else promotions_among(made)
        if found:
            self.note(found)
        return response

    def note(self, tags):
        with self.lock:
            for tag in tags:
                self.numbers[tag] = self.numbers.get(tag, 0) + 1
            self.start()

    def store(self, numbers, day):
        keys = {int(tag.partition(":")[2]) for tag in numbers}
        sums = {
            key: tuple(numbers.get(f"{kind}{key}", 0) for kind in (SHOWN_TAG, FOLLOWED_TAG))
            for key in keys
        }
        PromotionDay.objects.add(sums, day)

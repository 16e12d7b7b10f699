"""When pages change next because what was read outside is too old (`filmsite/page_cache.py`)."""

from django.db.models import Min

from .models import PartnerFeed

CLOCK_TAGS = ("partner",)


def next_end(now):
    """The first moment after `now` at which a partner's box goes; None if none does."""
    shown = PartnerFeed.objects.filter(is_shown=True, shown_until__gt=now).order_by()
    return shown.aggregate(first=Min("shown_until"))["first"]

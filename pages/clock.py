"""When pages change next because something begins or ends (`filmsite/page_cache.py`)."""

from .models import Notice, Package, Placement, Promotion

CLOCK_TAGS = ("notice", "package", "placement", "promotion")
MODELS = (Notice, Package, Placement, Promotion)


def next_start_or_end(now):
    """The first moment after `now` at which a row of ours begins or ends; None if none does."""
    first, *others = [
        model.objects.filter(starts_at__isnull=False, **{f"{field}__gt": now})
        .order_by()
        .values_list(field, flat=True)
        for model in MODELS
        for field in ("starts_at", "ends_at")
    ]
    return min(first.union(*others), default=None)

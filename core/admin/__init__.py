from .autocomplete import PrefetchedLabelsForm, UniqueRowsFormSet
from .base import BaseAdmin, ListsProtectedMixin
from .inlines import BaseStackedInline, BaseTabularInline
from .locking import OptimisticLockAdmin, OptimisticLockForm

__all__ = [
    "BaseAdmin",
    "BaseStackedInline",
    "BaseTabularInline",
    "ListsProtectedMixin",
    "OptimisticLockAdmin",
    "OptimisticLockForm",
    "PrefetchedLabelsForm",
    "UniqueRowsFormSet",
]

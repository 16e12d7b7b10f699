from .autocomplete import PrefetchedLabelsForm, UniqueRowsFormSet
from .base import BaseAdmin, ListsProtectedMixin
from .inlines import BaseStackedInline, BaseTabularInline
from .locking import OptimisticLockAdmin, OptimisticLockForm
from .read_only import ReadOnlyAdmin, RestrictedLookups

__all__ = [
    "BaseAdmin",
    "BaseStackedInline",
    "BaseTabularInline",
    "ListsProtectedMixin",
    "OptimisticLockAdmin",
    "OptimisticLockForm",
    "PrefetchedLabelsForm",
    "ReadOnlyAdmin",
    "RestrictedLookups",
    "UniqueRowsFormSet",
]

from .autocomplete import is_pk
from .base import BaseAdmin, ListsProtectedMixin, ReadOnlyAdmin, RestrictedLookups
from .inlines import BaseStackedInline, BaseTabularInline, UniqueRowsFormSet
from .locking import OptimisticLockAdmin, OptimisticLockForm
from .widgets import AdminTextarea

__all__ = [
    "AdminTextarea",
    "BaseAdmin",
    "BaseStackedInline",
    "BaseTabularInline",
    "ListsProtectedMixin",
    "OptimisticLockAdmin",
    "OptimisticLockForm",
    "ReadOnlyAdmin",
    "RestrictedLookups",
    "UniqueRowsFormSet",
    "is_pk",
]

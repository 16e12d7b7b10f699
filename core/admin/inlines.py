from django.contrib import admin

from .autocomplete import PrefetchedLabelsForm, PrefetchedLabelsMixin, UniqueRowsFormSet


class BaseInline(PrefetchedLabelsMixin):
    form = PrefetchedLabelsForm
    formset = UniqueRowsFormSet
    extra = 0
    select_related = ()  # what the labels of its rows need

    class Media:
        js = ["admin/order.js"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows


class BaseTabularInline(BaseInline, admin.TabularInline):
    pass


class BaseStackedInline(BaseInline, admin.StackedInline):
    pass

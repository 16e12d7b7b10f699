from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.models import NaturalKeyQuerySet
from core.named import Searchable
from core.page_tags import show
from core.slugs import HasSlug, make_slug
from core.text import shorten
from reviews import markup
from reviews.fields import MarkupField


class PageQuerySet(NaturalKeyQuerySet):
    def published(self):
        show("page")
        return self.filter(is_published=True)

    def visible_to(self, user):
        """The published ones for everybody; editors see drafts as well."""
        if user is not None and user.is_staff and user.has_perm("pages.change_page"):
            return self
        return self.published()


class Page(Searchable, HasSlug):
    """A page that is no review, such as contact or “Write for us”."""

    name_fields = ("title",)

    title = models.CharField(_("title"), max_length=200)
    slug = SlugField(_("address"), unique=True, blank=True)
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("A sentence for search engines. Left empty, the page’s first words."),
    )
    body = MarkupField(_("body"), blank=True, max_length=markup.MAX_LENGTH)
    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("Until then only editors can see it.")
    )
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="page_has_title",
                violation_error_message=_("Enter a title."),
            )
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.slug = self.slug or make_slug(Page, self.title)
        self.updated_at = timezone.now()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("pages:page", args=[self.slug])

    @property
    def summary(self):
        return self.description or shorten(markup.plain(self.body), 40)

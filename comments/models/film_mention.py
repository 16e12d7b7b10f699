"""Which films of the site a comment names, as its author confirmed."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

MAX_FILMS = 50  # of a thread that are looked at for its list


class FilmMentionQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, *comment):
        comments = self.model._meta.get_field("comment").related_model.objects
        return self.get(film__slug=film, comment=comments.get_by_natural_key(*comment))

    def replace(self, comment, mentions):
        """Let these be all that the comment names; they may be unsaved rows without it."""
        self.filter(comment=comment).delete()
        self.add(comment, mentions)

    def add(self, comment, mentions):
        for mention in mentions:
            mention.comment = comment
        if mentions:
            self.bulk_create(mentions)

    def count_in(self, discussion):
        """(film, number of comments) of what readers name there, also only within spoilers: 0."""
        rows = self.filter(comment__discussion=discussion, comment__status="approved")
        is_open = Q(in_spoiler=False, comment__is_spoiler=False)
        rows = rows.order_by().values("film").annotate(number=Count("pk", filter=is_open))
        return list(rows.order_by("-number", "film").values_list("film", "number")[:MAX_FILMS])


class FilmMention(models.Model):
    """A film that a comment names; `name` finds the words in its text (`titles.Title.key`)."""

    comment = models.ForeignKey(
        "comments.Comment",
        models.CASCADE,
        related_name="film_mentions",
        db_index=False,
        verbose_name=_("comment"),
    )
    film = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="comment_mentions", verbose_name=_("film")
    )
    name = models.CharField(_("name in the text, folded"), max_length=320)
    in_spoiler = models.BooleanField(_("only within a spoiler"), default=False)

    objects = FilmMentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("film named in a comment")
        verbose_name_plural = _("films named in comments")
        ordering = ["comment", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["comment", "film"], name="film_mention_once")
        ]

    def __str__(self):
        return str(self.film)

    def natural_key(self):
        return (self.film.slug, *self.comment.natural_key())

    natural_key.dependencies = ["comments.comment", "films.film"]

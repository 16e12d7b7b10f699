"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

REVIEW, FILM = "'review:' || {row}.review_id", "'film:' || {row}.film_id"
CRITIC, TAG = "'critic:' || {row}.critic_id", "'tag:' || {row}.tag_id"
# Parts of a draft are not public.
IS_OUT = "EXISTS (SELECT 1 FROM reviews_review WHERE id = {row}.review_id AND status <> 'draft')"


def _named(model, *columns):
    return PublicTable(
        f"reviews_{model}",
        (f"'{model}:' || {{row}}.id",),
        {model: ("name", "slug", "sort_key", *columns)},
    )


PUBLIC_TABLES = (
    PublicTable(
        "reviews_review",
        ("'review:' || {row}.id",),
        {
            "review": (
                *("status", "published_at", "slug", "publication_id", "series_id", "department_id"),
                *("verdict", "stars", "stars_out_of", "kind"),
            ),
            "review-text": ("body",),
        },
        where="{row}.status <> 'draft'",
    ),
    PublicTable("reviews_subject", (REVIEW, FILM, "'review'", "'film'"), where=IS_OUT),
    PublicTable("reviews_review_mentions", (REVIEW, FILM, "'film'"), where=IS_OUT),
    PublicTable("reviews_listentry", (REVIEW, FILM, "'film'"), where=IS_OUT),
    PublicTable("reviews_review_tags", (REVIEW, TAG, "'tag'"), where=IS_OUT),
    PublicTable("reviews_byline", (REVIEW, CRITIC, "'critic'"), where=IS_OUT),
    PublicTable("reviews_section", (REVIEW,), {"review-text": ("body",)}, where=IS_OUT),
    PublicTable("reviews_take", (REVIEW, "'take'"), where=IS_OUT),
    PublicTable("reviews_correction", (REVIEW, "'correction'"), where=IS_OUT),
    PublicTable(
        "reviews_standardsection",
        ("'publication:' || {row}.publication_id",),
    ),
    PublicTable(
        "reviews_publicationmenuitem",
        ("'publication:' || {row}.publication_id",),
    ),
    PublicTable("reviews_mostread", ("'most-read'",)),
    _named("publication", "close_after_days"),
    _named("critic"),
    _named("department", "publication_id", "order"),
    _named("series"),
    _named("tag"),
    _named("aspect"),
)

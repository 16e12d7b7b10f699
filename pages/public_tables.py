"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

# What is being prepared is not public.
IS_OUT = "{row}.starts_at IS NOT NULL"
PACKAGE_IS_OUT = (
    "EXISTS (SELECT 1 FROM pages_package WHERE id = {row}.package_id AND starts_at IS NOT NULL)"
)

PUBLIC_TABLES = (
    PublicTable("pages_notice", ("'notice'",), where=IS_OUT),
    PublicTable("pages_placement", ("'placement'",), where=IS_OUT),
    PublicTable("pages_promotion", ("'promotion'",), where=IS_OUT),
    PublicTable(
        "pages_package",
        ("'package:' || {row}.id",),
        {"package": ("title", "slug", "starts_at", "ends_at")},
        where=IS_OUT,
    ),
    PublicTable(
        "pages_packagereview",
        ("'package:' || {row}.package_id", "'package'"),
        where=PACKAGE_IS_OUT,
    ),
    PublicTable(
        "pages_page",
        ("'page:' || {row}.id",),
        {"page": ("title", "slug", "is_published")},
        where="{row}.is_published",
    ),
)

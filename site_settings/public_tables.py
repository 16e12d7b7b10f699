"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

SITE = "'site'"  # everything: every page has the masthead and the footer

PUBLIC_TABLES = (
    PublicTable("site_settings_sitesettings", (SITE,)),
    PublicTable("site_settings_menuitem", (SITE,)),
    PublicTable("site_settings_redirect", ("'redirect'",)),
)

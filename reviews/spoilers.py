"""The words on a passage that is closed: what it tells, and what a press on them does."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

SUMMARY = '<summary>{} <span class="show">{}</span><span class="hide">{}</span></summary>'


def summary(told, show="", hide=""):
    return format_html(SUMMARY, told, show or _("Show"), hide or _("Hide"))


def ending_summary():
    return summary(_("Spoiler: the ending."))

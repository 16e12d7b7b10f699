from django.utils.translation import gettext as _

from mail import builders
from mail.builders import Content

from .models import ErrorReport


@builders.register("error_answer", transactional=True)
def build_answer(email, recipient):
    """To who reported an error and asked for an answer: what an editor wrote.

    Their own words are not quoted: anybody may have typed the address.
    """
    rows = ErrorReport.objects.filter(state=ErrorReport.State.ANSWERED).exclude(answer="")
    rows = rows.select_related("review").defer("review__body")
    report = rows.filter(pk=email.context.get("report")).first()
    if report is None:
        return None
    subject = _("Your report on “%(headline)s”") % {"headline": report.review.headline}
    return Content(subject, "error_answer", {"report": report, "review": report.review})

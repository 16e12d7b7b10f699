"""What e-mails about an account say: allauth wrote them, with a code or with what changed."""

from datetime import datetime

from django.utils import timezone

from mail import builders
from mail.builders import Content


# They answer what was done in the name of an account, so they come to everybody.
@builders.register("account", transactional=True)
def build_account(email, recipient):
    """To who has or makes an account; a code that comes too late is not sent."""
    until = email.context["until"]
    if until and datetime.fromisoformat(until) < timezone.now():
        return None
    return Content(email.context["subject"], "all", {"text": email.context["text"]})

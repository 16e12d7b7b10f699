"""The form that takes a reader's comment, and all that is asked of what strangers send."""

import secrets
import unicodedata

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit
from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import rendering
from .models import Comment, Discussion, Submission
from .names import clean_name, is_first_and_last
from .thread import MAX_NUMBER

REAL_NAMES = _(
    "Sign with your first and last name: pseudonyms and anonymous comments are not printed. "
    "The first comment from an address waits for a moderator."
)


def new_key():
    """A one-time key for a form that is nobody else's; never on a page that caches keep."""
    return secrets.token_urlsafe(16)


class Press(Submit):
    """A button, without the classes that crispy-forms brings along."""

    field_classes = ""


class CommentForm(forms.ModelForm):
    """A comment on a review, by a member or, where `user` is None, by a guest."""

    parent = forms.IntegerField(required=False, min_value=1, max_value=MAX_NUMBER, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    website = forms.URLField(
        label=_("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )
    fax = forms.CharField(
        label=_("Fax"),
        required=False,
        help_text=_("Leave this field empty; it is there to catch machines."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = Submission
        fields = ["name", "email", "website", "body"]
        labels = {"email": _("E-mail"), "body": _("Comment")}
        help_texts = {
            "email": _("Never shown to anybody."),
            "body": _("*Emphasis*, **strong**, > quotation, [link](https://…); an empty line begins a paragraph."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "body": forms.Textarea(attrs={"rows": 8, "maxlength": rendering.MAX_LENGTH}),
        }

    def __init__(self, *args, discussion, user=None, **kwargs):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.discussion, self.user = discussion, user
        self.review = discussion.review
        self.instance.user = user
        if user:
            del self.fields["name"], self.fields["email"]
        else:
            self.fields["email"].required = True
            if self.wants_real_names:
                self.fields["name"].help_text = REAL_NAMES

    @property
    def wants_real_names(self):
        """Whether the publication prints first and last names only."""
        return self.review.comment_policy == "real_names"

    # What is asked

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a name with letters that can be seen."))
        if self.wants_real_names and not is_first_and_last(name):
            raise forms.ValidationError(_("Write your first and last name; this publication prints no pseudonyms."))
        return name

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_website(self):
        website = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write an address that begins with https:// or http://."))
        return website

    def clean_body(self):
        body = unicodedata.normalize("NFC", "\n".join(self.cleaned_data["body"].splitlines()))
        if len(body) > rendering.MAX_LENGTH:
            raise forms.ValidationError(
                _("Shorten your comment to %(most)d characters; it has %(number)d.")
                % {"most": rendering.MAX_LENGTH, "number": len(body)}
            )
        if not rendering.plain(rendering.render(body), words=1):
            raise forms.ValidationError(_("Write a comment with words in it."))
        return body

    def clean_fax(self):
        if self.cleaned_data["fax"]:
            raise forms.ValidationError(_("Empty this field, then send your comment again."))
        return ""

    def clean_parent(self):
        seq = self.cleaned_data["parent"]
        if seq is None:
            return None
        parent = self.parent_at(seq)
        if parent is None:
            raise forms.ValidationError(
                _("The comment that you answer is no longer there. Your text is kept; send it as a comment of its own.")
            )
        return parent

    def parent_at(self, seq):
        """The public comment of this thread with that number, or None."""
        if self.discussion.pk is None:
            return None
        return Comment.objects.approved().filter(discussion=self.discussion, seq=seq).first()

    def clean(self):
        data = super().clean()
        self.instance.email = data.get("email", "")  # the same hand is asked for below, before the instance is filled
        if self.user:
            self.instance.name = clean_name(self.user.get_full_name() or self.user.get_username())[:80]
            if self.wants_real_names and not is_first_and_last(self.instance.name):
                self.add_error(None, _("This publication prints first and last names: add yours to your account."))
        sent = self._sent_with_key(data.get("key"))
        if sent and sent.body != data.get("body"):
            self.add_error(None, _("This form was sent before with other words. To add these as well, send it again."))
        return data

    # What is done

    @transaction.atomic
    def save(self, network=""):
        """The submission, on the page or held; the same words from the same hand give the first one again."""
        self.discussion = Discussion.objects.lock(Discussion.objects.begin(self.review).pk)
        sending = self.instance
        sending.discussion, sending.parent = self.discussion, self.cleaned_data["parent"]
        sending.network = network
        sent = self._sent_with_key(self.cleaned_data["key"]) or Submission.objects.same_words_as(sending).first()
        if sent:
            return sent
        key = self._stored_key(self.cleaned_data["key"])
        sending.key = None if Submission.objects.filter(key=key).exists() else key  # another hand's key is no key
        sending.save()
        sending.receive()
        return sending

    def _stored_key(self, key):
        """The key as this thread keeps it: the thread's lock then guards it, and no other thread has it."""
        return f"{self.discussion.pk}:{key}" if key else None

    def _sent_with_key(self, key):
        if not key or self.discussion.pk is None:
            return None
        return Submission.objects.by_same_hand(self.instance).filter(key=self._stored_key(key)).first()

    def renew_key(self):
        """Give a form that is shown again a key of its own."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["key"] = new_key()
        else:
            self.initial["key"] = new_key()

    @property
    def helper(self):
        """The layout; hidden fields first, the trap last."""
        helper = FormHelper()
        helper.form_action = reverse("comments:write", args=[self.review.slug])
        helper.form_class, helper.form_id = "form", "comment-form"
        helper.disable_csrf = self.user is None  # a guest's page is everybody's page and carries no token
        shown = [name for name in ("name", "email", "website", "body") if name in self.fields]
        helper.layout = Layout(
            "parent",
            "key",
            *shown,
            Div("fax", css_class="trap"),
            ButtonHolder(
                Press("post", _("Post comment"), css_id="comment-post", css_class="primary"),
                Press("preview", _("Preview"), css_id="comment-preview"),
            ),
        )
        return helper

"""The forms in which comments are written and edited."""

import unicodedata

from crispy_forms.layout import HTML
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import name_of
from core.form_layout import honeypot
from core.forms import EmailField, HoneypotForm, Textarea
from core.text import clean_name, has_visible_text, strip_control_chars

from . import rendering
from .actions.edit import edit
from .actions.submit import sent_with_key, submit
from .form_layout import folded, write_helper
from .mention_form import MentionForm
from .models import Comment
from .names import has_bidi_trick, is_first_and_last
from .notify import subscribe
from .spam import altcha
from .spam.form_token import new_form_key
from .submission import Author, Context
from .thread import MAX_NUMBER

REAL_NAMES = _(
    "Please use your real first and last name. "
    "A moderator reads your first comment before it is published."
)
FOLLOW_CHOICES = [
    ("", _("Never")),
    ("replies", _("About replies to me")),
    ("thread", _("About every comment")),
]


class WritingForm(MentionForm, forms.ModelForm):
    """What is asked of every text of a reader, new or changed."""

    class Meta:
        model = Comment
        fields = ["body", "is_spoiler"]
        labels = {"body": _("Comment"), "is_spoiler": _("Contains spoilers")}
        help_texts = {
            "body": _("*italic*, **bold**, > quotation, [link](https://…), ||spoiler||."),
            "is_spoiler": _("Hidden until a reader opens it, and left out of e-mails."),
        }
        widgets = {"body": Textarea(attrs={"rows": 8, "maxlength": rendering.MAX_LENGTH})}

    def clean_body(self):
        lines = "\n".join(self.cleaned_data["body"].splitlines())
        body = unicodedata.normalize("NFC", strip_control_chars(lines))
        if len(body) > rendering.MAX_LENGTH:
            raise forms.ValidationError(
                _("Shorten your comment to %(most)d characters. It has %(number)d.")
                % {"most": rendering.MAX_LENGTH, "number": len(body)}
            )
        self.instance.body = body
        self.instance.render_body()
        if not rendering.has_words(self.instance.body_html):
            raise forms.ValidationError(_("Write your comment first."))
        return body


class EditForm(WritingForm):
    """New words for a comment from its author; the form saves no row itself."""

    def __init__(self, *args, comment, is_member=False, **kwargs):
        initial = {"body": comment.body, "is_spoiler": comment.is_spoiler}
        super().__init__(*args, auto_id="comment-%s", initial=initial, **kwargs)
        self.comment, self.is_member = comment, is_member
        self.instance.body_html = comment.html

    def save(self, signals=()):
        """Edit the comment. AlreadyDecided when it is too late."""
        data = self.cleaned_data
        edit(self.comment, data["body"], data["is_spoiler"], signals, self.mentions())

    @property
    def asks_about_films(self):
        return not self.is_bound or super().asks_about_films

    @cached_property
    def mentioned_before(self):
        return set(self.comment.film_mentions.values_list("film", flat=True))

    @cached_property
    def helper(self):
        fields = ("body", "is_spoiler")
        return write_helper(*fields, button=("save", _("Save")), with_token=self.is_member)


class CommentForm(HoneypotForm, WritingForm):
    """A comment on a review, by a member or, where `user` is None, by a guest.

    `network` is the sender's, hashed; `owns_email` says whether this browser is known as the
    owner's of an address; `session_comment_ids` are what its session wrote.
    """

    parent = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_NUMBER, widget=forms.HiddenInput
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    # A wrong answer is no error but counts as none.
    altcha = forms.Field(required=False, widget=forms.HiddenInput)
    website = forms.URLField(
        label=_("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        # The input type `url` would refuse films.example.
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )
    follow = forms.ChoiceField(label=_("E-mail me"), required=False, choices=FOLLOW_CHOICES)

    class Meta(WritingForm.Meta):
        fields = ["name", "email", "website", *WritingForm.Meta.fields]
        field_classes = {"email": EmailField}
        labels = WritingForm.Meta.labels | {"email": _("E-mail")}
        help_texts = WritingForm.Meta.help_texts | {"email": _("Never published.")}
        widgets = WritingForm.Meta.widgets | {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(
        self,
        *args,
        discussion,
        user=None,
        network="",
        session_comment_ids=(),
        owns_email=None,
        **kwargs,
    ):
        super().__init__(*args, auto_id="comment-%s", **kwargs)
        self.discussion, self.review, self.user = discussion, discussion.review, user
        self.network, self.session_comment_ids = network, session_comment_ids
        self.owns_email, self.has_disguised_name = owns_email, False
        self.instance.discussion = discussion
        if user or not settings.ALTCHA:
            del self.fields["altcha"]
        else:
            self.fields["altcha"].widget.attrs["data-challenge"] = reverse("comments:challenge")
        if user:
            del self.fields["name"], self.fields["email"]
        else:
            self.fields["email"].required = True
            if self.wants_real_names:
                self.fields["name"].help_text = REAL_NAMES

    @property
    def wants_real_names(self):
        return self.review.publication.comment_policy == "real_names"

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        self.has_disguised_name = has_bidi_trick(self.cleaned_data["name"])
        if not has_visible_text(name):
            raise forms.ValidationError(_("Enter a name with visible letters."))
        if self.wants_real_names and not is_first_and_last(name):
            raise forms.ValidationError(
                _("Enter your first and last name. This publication asks for real names.")
            )
        return name

    def clean_website(self):
        website = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Enter an address that begins with https:// or http://."))
        return website

    def clean_parent(self):
        seq = self.cleaned_data["parent"]
        if seq is None:
            return None
        parent = self.parent_at(seq)
        if parent is None:
            raise forms.ValidationError(
                _(
                    "The comment you are replying to is no longer there. "
                    "You can post your text as a new comment."
                )
            )
        return parent

    def parent_at(self, seq):
        """The public comment of this thread with that number, or None."""
        if self.discussion.pk is None:
            return None
        return Comment.objects.approved().filter(discussion=self.discussion, seq=seq).first()

    def clean(self):
        data = super().clean()
        self._take_over(data)
        self.author = self._author(data)
        if self.user and self.wants_real_names and not is_first_and_last(self.instance.name):
            self.add_error(
                None, _("This publication asks for real names. Add yours to your account.")
            )
        self._check_sending(data)
        return data

    def _take_over(self, data):
        """Fill in what the model's fields do not have of the form."""
        row = self.instance
        row.user, row.network = self.user, self.network
        row.parent, row.form_key = data.get("parent"), data.get("key") or None
        if self.user:
            row.name = name_of(self.user)

    def _author(self, data):
        email = self.user.email if self.user else data.get("email", "")
        owns_email = bool(self.owns_email and self.owns_email(email))
        guest_email = "" if self.user else email
        return Author(self.user, guest_email, owns_email, self.session_comment_ids)

    def _check_sending(self, data):
        sent = sent_with_key(self.instance, self.author)
        if sent and sent.body != data.get("body"):
            self.add_error(
                None,
                _(
                    "This form has already posted a different text. "
                    "Press the button again to post this one."
                ),
            )
        if sent or "preview" in self.data:
            return
        if seconds := self.discussion.seconds_to_wait(self.author, self.network):
            said = _("This discussion is in slow mode. Wait %(seconds)d seconds.")
            self.add_error(None, said % {"seconds": seconds})

    def save(self, signals=()):
        """(the comment, whether it is this visitor's); see `submit`."""
        if "altcha" in self.fields:
            signals = (*signals, *altcha.signals_for(self.cleaned_data["altcha"] or ""))
        context = Context(self.network, self.has_disguised_name, tuple(signals))
        comment, is_own = submit(self.instance, self.author, context, self.mentions())
        if comment is self.instance and (comment.is_waiting or comment.is_approved):
            self._subscribe(comment)
        return comment, is_own

    def _subscribe(self, comment):
        """Send the e-mails that were asked for; an address that nobody proved is asked first."""
        follow, email = self.cleaned_data["follow"], self.author.email
        if self.user:
            email = self.user.email
        if follow and email:
            discussion = comment.discussion if follow == "thread" else None
            subscribe(email, discussion, owns_email=self.author.owns_email, network=self.network)

    def renew_key(self):
        """Give a form that is shown again a key of its own."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["key"] = new_form_key(since=self.data.get("key", ""))
        else:
            self.initial["key"] = new_form_key()

    @cached_property
    def helper(self):
        """Hidden fields first, the honeypot last.

        A guest's page is everybody's and carries no token.
        """
        proof = ["altcha", HTML("{% include 'comments/_altcha.html' %}")]
        shown = [name for name in ("name", "email", "body") if name in self.fields]
        return write_helper(
            "parent",
            "key",
            *(proof if "altcha" in self.fields else []),
            *shown,
            "is_spoiler",
            *folded("website", "follow"),
            honeypot(),
            button=("post", _("Post comment")),
            action=reverse("comments:write", args=[self.review.slug]),
            with_token=self.user is not None,
        )

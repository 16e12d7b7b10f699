"""Pictures in the admin: upload, focal point, and the window where a text picks one."""

import logging

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin
from films import pictures
from films.models import Image
from films.tasks import delete_files

log = logging.getLogger(__name__)
PICKED_PER_PAGE = 24


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]


class UploadForm(ImageForm):
    """A picture to add; `existing` is the row that already holds the same one, if any does."""

    upload = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG or PNG up to 25 megapixels, WebP or AVIF up to 9; no file over 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )
    existing = None
    prepared = None  # what `prepare` gave, where the form is cleaned inside a transaction

    @staticmethod
    def prepare(files):
        """The Picture that was uploaded, or the ValidationError; None where nothing was."""
        upload = files.get("upload")
        try:
            return upload and pictures.prepare(upload)
        except forms.ValidationError as error:
            return error

    @property
    def is_busy(self):
        return self.has_error("upload", "busy")

    def clean_upload(self):
        self.picture = self.prepared or self.prepare(self.files)
        if isinstance(self.picture, forms.ValidationError):
            raise self.picture
        self.existing = Image.objects.filter(file=self.picture.path).first()
        if self.existing:
            raise forms.ValidationError(self.duplicate_error())
        return self.cleaned_data["upload"]

    def full_clean(self):
        """Store the picture once all else is right; a store that fails is one more error."""
        super().full_clean()
        if self.is_valid():
            try:
                pictures.store(self.picture)
            except OSError:
                log.exception("A picture cannot be stored.")
                self.add_error("upload", pictures.unstored_error())

    def duplicate_error(self):
        return format_html(
            '{} <a href="{}">{}</a>',
            _("This picture is already in the library:"),
            reverse("admin:films_image_change", args=[self.existing.pk]),
            self.existing.alt,
        )

    def save(self, commit=True):
        self.instance.file = self.picture.path
        return super().save(commit)


class PickUploadForm(UploadForm):
    class Meta(UploadForm.Meta):
        fields = ["alt", "caption", "credit"]


def preview(image, sizes="240px"):
    """The picture, small, or "" where there is none."""
    if image is None or not image.file:
        return ""
    return format_html(
        '<img class="admin-preview" src="{}" srcset="{}" sizes="{}"'
        ' width="{}" height="{}" alt="{}" loading="lazy">',
        *(image.url, image.srcset, sizes, image.width, image.height, image.alt),
    )


def preview_of(field):
    @admin.display(description=_("preview"))
    def show(self, row):
        return preview(getattr(row, field))

    return show


def _try_again(response):
    """The form as it was sent, as the answer of a server with too much to do (RFC 9110, 15.6.4)."""
    response.status_code = 503
    response.headers["Retry-After"] = str(pictures.RETRY_SECONDS)
    return response


@admin.register(Image)
class ImageAdmin(BaseAdmin):
    readonly_fields = ["picture"]
    list_display = ["thumbnail", "alt", "credit", "size", "added_at"]
    list_display_links = ["thumbnail", "alt"]
    search_fields = ["alt", "caption", "credit"]
    # Functions from a picture to the texts that show it, from the apps that have texts.
    usage_lookups = []

    class Media:
        js = ["admin/focus.js"]

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """Decode the picture before the transaction, in which SQLite lets nobody else write."""
        if request.method == "POST" and object_id is None and self.has_add_permission(request):
            request.prepared = UploadForm.prepare(request.FILES)
        response = super().changeform_view(request, object_id, *args, **kwargs)
        return _try_again(response) if getattr(request, "was_busy", False) else response

    def render_change_form(self, request, context, add=False, **kwargs):
        request.was_busy = (
            add and context["adminform"].form.is_bound and context["adminform"].form.is_busy
        )
        return super().render_change_form(request, context, add=add, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, form=ImageForm if obj else UploadForm, **kwargs)
        if obj is None:
            form.prepared = getattr(request, "prepared", None)  # a class of this request's own
        return form

    def get_fields(self, request, obj=None):
        picture = "picture" if obj else "upload"
        return [picture, "alt", "caption", "credit", ("focal_x", "focal_y")]

    @admin.display(description=_("picture"))
    def picture(self, image):
        return preview(image, sizes="480px")

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return preview(image, sizes="120px")

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    # Deleting

    def get_deleted_objects(self, objs, request):
        """Texts name a picture by its address alone, so they are asked one by one."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        texts = [text for image in objs for texts in self.usage_lookups for text in texts(image)]
        return deleted, counts, needed, [*protected, *texts]

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        delete_files.enqueue(obj.file)

    def delete_queryset(self, request, queryset):
        files = list(queryset.values_list("file", flat=True))
        super().delete_queryset(request, queryset)
        for file in files:
            delete_files.enqueue(file)

    # Picking

    def get_urls(self):
        pick = path("pick/", self.admin_site.admin_view(self.pick), name="films_image_pick")
        return [pick, *super().get_urls()]

    def pick(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form, added = PickUploadForm(), None
        if request.method == "POST":
            form, added = self.add_picked(request)
        rows = self.search(request.GET.get("q", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose a picture"),
            "is_popup": True,
            "is_nav_sidebar_enabled": False,
            "form": form if self.has_add_permission(request) else None,
            "added": added,
            "page": Paginator(rows, PICKED_PER_PAGE).get_page(request.GET.get("p")),
            "query": request.GET.get("q", ""),
            "answer_to": request.GET.get("CKEditorFuncNum", ""),
        }
        response = TemplateResponse(request, "admin/films/image/pick.html", context)
        return _try_again(response) if form.is_bound and form.is_busy else response

    def add_picked(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PickUploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return form, form.existing
        image = form.save()
        self.log_addition(request, image, [{"added": {}}])
        return PickUploadForm(), image

    def search(self, query):
        words = query.replace("\x00", "").split()[:8]
        rows = Image.objects.all()
        for word in words:
            rows = rows.filter(
                Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word)
            )
        return rows

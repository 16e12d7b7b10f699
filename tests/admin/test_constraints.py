"""What must never be false: the database refuses it, and the admin does with a sentence."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from tests.audio import broken as of_audio
from tests.outside import broken as of_outside
from tests.pages import broken as of_pages
from tests.screenings import broken as of_screenings
from tests.site_settings import broken as of_site

from . import broken, broken_series
from .people import errors_of, filled

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROWS = broken.ROWS | broken_series.ROWS | of_site.ROWS | of_pages.ROWS
ROWS |= of_outside.ROWS | of_audio.ROWS | of_screenings.ROWS
TYPED = broken.TYPED | broken_series.TYPED | of_site.TYPED | of_pages.TYPED
TYPED |= of_outside.TYPED | of_audio.TYPED | of_screenings.TYPED
OFF_THE_FORMS = broken.OFF_THE_FORMS | of_site.OFF_THE_FORMS | of_pages.OFF_THE_FORMS
OFF_THE_FORMS |= of_outside.OFF_THE_FORMS | of_audio.OFF_THE_FORMS
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for app in ("films", "site_settings", "reviews", "pages", "audio", "outside", "screenings")
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
}


def test_every_constraint_is_tried_in_the_database():
    assert set(ROWS) == set(CONSTRAINTS)


def test_every_constraint_is_tried_at_the_desk():
    assert set(TYPED) | OFF_THE_FORMS == set(CONSTRAINTS)
    assert not set(TYPED) & OFF_THE_FORMS


def test_every_constraint_has_a_sentence():
    default = str(models.CheckConstraint.default_violation_error_message)
    said = {
        name: str(constraint.violation_error_message)
        for name, (model, constraint) in CONSTRAINTS.items()
        if model._meta.default_permissions  # without any, the row has no form
    }
    assert [
        name for name, sentence in said.items() if sentence == default or not sentence.endswith(".")
    ] == []


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_database_refuses(name):
    model, constraint = CONSTRAINTS[name]
    rows = ROWS[name]()
    assert all(type(row) is model for row in rows)
    before = model.objects.count()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.bulk_create(rows)
    if isinstance(constraint, models.CheckConstraint):
        assert name in str(refusal.value)
    assert model.objects.count() == before


@pytest.mark.parametrize("name", TYPED)
def test_the_desk_refuses_with_a_sentence(editor, name):
    form_of, prefix, typed, sentence = TYPED[name]
    row, typed = form_of(), typed()
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    data = filled(editor.get(address))
    answer = editor.post(
        address, data | (typed if isinstance(typed, dict) else rows_after(data, prefix, typed))
    )
    assert answer.status_code == 200 and sentence in errors_of(answer)


def rows_after(data, prefix, rows):
    """The fields of new rows that follow those already in the formset."""
    there = int(data[f"{prefix}-TOTAL_FORMS"])
    fields = {f"{prefix}-TOTAL_FORMS": there + len(rows)}
    for number, row in enumerate(rows, there):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields

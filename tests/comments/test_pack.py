"""The template pack: label, help and error belong to their field, for screen readers as well."""

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.test import RequestFactory


class ExampleForm(forms.Form):
    title = forms.CharField(help_text="As <printed>.")
    kind = forms.ChoiceField(
        choices=[("a", "Ay"), ("b", "Bee")], widget=forms.RadioSelect, help_text="One of two."
    )
    agree = forms.BooleanField()
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    picture = forms.FileField(required=False)


def with_layout(form):
    form.helper = FormHelper()
    form.helper.layout = Layout("title", "kind", "agree", "secret", "picture")
    form.helper.add_input(Submit("go", "Send"))
    return form


def test_it_works():
    html = render_crispy_form(with_layout(ExampleForm()))
    assert '<label for="id_title">Title</label>' in html
    assert 'enctype="multipart/form-data"' in html
    assert '<input type="submit" name="go" value="Send"' in html


def test_help_is_tied_to_its_field_and_escaped():
    html = render_crispy_form(with_layout(ExampleForm()))
    assert 'aria-describedby="id_title_helptext"' in html and 'id="id_title_helptext"' in html
    assert "As &lt;printed&gt;." in html


def test_errors_are_tied_to_their_field_and_summed_up():
    html = render_crispy_form(with_layout(ExampleForm({"title": ""})))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html and '<p class="error" id="id_title_error">' in html
    assert '<a href="#id_title">Title</a>' in html and 'role="alert"' in html


def test_radio_groups_are_fieldsets():
    html = render_crispy_form(with_layout(ExampleForm({"title": "x"})))
    assert "<legend>Kind</legend>" in html
    assert '<fieldset class="field" aria-describedby="id_kind_helptext id_kind_error">' in html


def test_hidden_fields_have_no_label():
    assert "Secret" not in render_crispy_form(with_layout(ExampleForm()))


def test_a_form_without_layout_is_whole():
    html = render_crispy_form(ExampleForm())
    for name in ("title", "kind", "agree", "secret", "picture"):
        assert f'name="{name}"' in html


def test_the_filter_prints_fields_without_form_tag():
    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(
        Context({"form": ExampleForm()})
    )
    assert "<form" not in html and 'name="title"' in html


@pytest.mark.parametrize(
    ("method", "off", "there"),
    [("post", False, True), ("post", True, False), ("get", False, False)],
)
def test_the_token_is_printed_only_where_it_is_wanted(method, off, there):
    form = with_layout(ExampleForm())
    form.helper.form_method, form.helper.disable_csrf = method, off
    request = RequestFactory().get("/")
    html = render_crispy_form(form, context={"csrf_token": "a-token", "request": request})
    assert ("a-token" in html) == there

"""The desk's people, and how they fill in its forms."""

from django.contrib.auth.models import Group

from tests.builders import a_critic, a_user


def someone(username, role=None, *, staff=True):
    user = a_user(username, is_staff=staff)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def an_editor():
    return someone("edith", "editor")


def a_critic_user(username="iris", name="Iris Vale"):
    user = someone(username, "critic")
    a_critic(name, user=user)
    return user


def a_moderator():
    return someone("mona", "moderator")


def filled(response, **changes):
    """What a browser would post from this page of the desk, with some fields changed."""
    data = values(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= values(formset.management_form)
        for form in formset.forms:
            data |= values(form)
    return data | changes


def values(form):
    found = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        found[field.html_name] = (
            [prepared(field, one) for one in value] if isinstance(value, list) else value
        )
    return found


def prepared(field, value):
    return getattr(value, "pk", value)


def a_row(formset, number=0, **fields):
    """One new row of a formset that had none."""
    return {f"{formset}-TOTAL_FORMS": number + 1} | {
        f"{formset}-{number}-{name}": v for name, v in fields.items()
    }


def errors_of(response):
    """Every sentence that the page says is wrong, in one string."""
    found = [str(response.context["errors"])]
    for inline in response.context["inline_admin_formsets"]:
        found += [
            str(inline.formset.non_form_errors()),
            *(str(form.errors) for form in inline.formset.forms),
        ]
    return " ".join(found)

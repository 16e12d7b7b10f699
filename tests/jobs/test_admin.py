"""Who may see jobs sees what waits and what failed, and can change nothing."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.builders import a_user, an_admin

from .builders import a_job, work
from .sample_tasks import fail, record

pytestmark = pytest.mark.django_db
LIST = reverse("admin:jobs_job_changelist")


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def test_the_list_says_what_failed(admin):
    fail.enqueue("Mailbox full"), record.enqueue()
    work()
    page = admin.get(LIST).content.decode()
    assert "Refused: Mailbox full" in page and "tests.jobs.sample_tasks.record" in page


def test_the_list_is_filtered_by_status(admin):
    fail.enqueue(), record.enqueue()
    work()
    page = admin.get(LIST, {"status__exact": "SUCCESSFUL"}).content.decode()
    assert "sample_tasks.record" in page and "sample_tasks.fail" not in page


def test_a_job_is_shown(admin):
    page = admin.get(reverse("admin:jobs_job_change", args=[a_job(record, 417).pk]))
    assert "417" in page.content.decode()
    assert "_save" not in page.content.decode()


def test_no_job_is_changed(admin):
    job = a_job(record)
    address = reverse("admin:jobs_job_change", args=[job.pk])
    assert admin.post(address, {"function": "os.getcwd"}).status_code == 403


def test_no_job_is_added(admin):
    assert admin.get(reverse("admin:jobs_job_add")).status_code == 403


def test_no_job_is_deleted(admin):
    job = a_job(record)
    assert admin.post(reverse("admin:jobs_job_delete", args=[job.pk])).status_code == 403


def test_who_has_no_permission_sees_nothing(client):
    client.force_login(a_user("eda", is_staff=True))
    assert client.get(LIST).status_code == 403


def test_who_may_look_looks(client):
    eda = a_user("eda", is_staff=True)
    eda.user_permissions.add(Permission.objects.get(codename="view_job"))
    client.force_login(eda)
    assert client.get(LIST).status_code == 200

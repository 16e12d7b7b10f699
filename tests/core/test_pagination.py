"""Long lists: what is counted, and where the pager of a very long one leads."""

import re

import pytest

from core import pagination
from tests.builders import a_film, a_publication, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews():
    film, publication = a_film(), a_publication()
    return [a_review(film=film, publication=publication) for _ in range(120)]


def pager(client, number):
    page = client.get(f"/reviews/?page={number}").content.decode()
    return re.findall(r"page=(\d+)", page.partition('class="pager"')[2].partition("</nav>")[0])


def test_it_works(client, reviews):
    assert pager(client, 1) == ["2", "5", "2"]
    assert client.get("/reviews/?page=6").status_code == 404


def test_a_longer_list_leads_on_from_its_last_number(client, reviews, monkeypatch):
    monkeypatch.setattr(pagination, "MAX_AHEAD", 30)
    assert pager(client, 1) == ["2", "3", "2"]
    assert pager(client, 3) == ["1", "2", "4", "5", "2", "4"]
    assert client.get("/reviews/?page=5").status_code == 200
    assert client.get("/reviews/?page=6").status_code == 404


@pytest.mark.parametrize(
    "number", ["10000000", "9" * 30, "٣" * 9, "+2", "0_2", " 2", "00000002", "0", "last"]
)
def test_what_numbers_no_page_of_it_is_not_found(client, reviews, number):
    assert client.get("/reviews/", {"page": number}).status_code == 404

import json

import pytest
from django.urls import reverse

from workshops_plugin.members.choosers import user_search_fields, user_title

from .factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("view", ["choose", "choose_results", "chosen"])
@pytest.mark.parametrize("who", ["outsider", "auditor"])
def test_only_editors_look_through_the_users(client, request, view, who):
    secret = UserFactory(last_name="Secret")
    client.force_login(request.getfixturevalue(who))
    args = [secret.pk] if view == "chosen" else []
    response = client.get(reverse(f"workshops_users:{view}", args=args))
    assert response.status_code == 302
    assert b"Secret" not in response.content


def test_every_word_must_match(desk):
    UserFactory(first_name="Flora", last_name="Tristán", email="ft@example.org")
    UserFactory(first_name="Flora", last_name="Sánchez", email="fs@example.org")
    page = desk.get(reverse("workshops_users:choose_results") + "?q=flora+fs@")
    assert "Flora Sánchez" in page.content.decode()
    assert "Flora Tristán" not in page.content.decode()


def test_many_users_come_in_pages(desk, django_assert_max_num_queries):
    UserFactory.create_batch(30)
    with django_assert_max_num_queries(15):
        response = desk.get(reverse("workshops_users:choose"))
    assert json.loads(response.content)["html"].count("data-chooser-modal-choice") == 10


def test_chosen_user_is_named_with_the_address(desk):
    user = UserFactory(first_name="Ana", last_name="Q", email="ana@union.example")
    response = desk.get(reverse("workshops_users:chosen", args=[user.pk]))
    assert (
        json.loads(response.content)["result"]["title"] == "Ana Q (ana@union.example)"
    )


def test_user_without_name_is_an_address():
    user = UserFactory(first_name="", last_name="", email="ana@union.example")
    assert user_title(user) == "ana@union.example"


def test_users_are_searched_by_the_fields_there_are():
    assert user_search_fields() == ["email", "first_name", "last_name"]

"""The three roles: Django groups, and what each of them may do.

Roles only ever gain permissions here. What a site added to a group by hand
stays, and so does the group itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Page

LABEL = "workshops_plugin"
EVERYTHING = ("add", "change", "delete", "view")
NOTHING = ()

# What editors may do with each model; with the models not named here, OTHERS.
# A codename of a model's own permissions stands beside the four usual actions.
EDITORS = {
    "organization": EVERYTHING,
    "membership": EVERYTHING,
    "actiongroup": EVERYTHING,
    "pathfindercountry": EVERYTHING,
    "call": ("change", "view", "announce_call"),
    "proposal": (*EVERYTHING, "export_proposal"),
    # Reviews are their reviewers' own, and decisions are only ever added.
    "review": ("view", "export_review"),
    "score": ("view",),
    "decision": ("add", "view"),
    "webinar": ("add", "change", "view", "open_webinar"),
    "webinarhost": EVERYTHING,
    "material": EVERYTHING,
    "recording": EVERYTHING,
    # Only ever added, by opening a webinar.
    "publicapproval": ("view",),
}
AUDITORS = {"review": ("view", "export_review")}
OTHERS = ("change", "view")
# What is its authors' own, or secret: no role is given it.
PRIVATE = {"proposaldraft", "joindetails", "feedtoken", "preference"}
# What nobody changes by hand, and auditors may see.
RECORD = {"chain", "seal"}
INDEXES = ("CallIndexPage", "WebinarIndexPage")
INDEX_ACTIONS = ("add", "change", "publish")


def editors_actions(model):
    if _is_history(model) or model._meta.model_name in PRIVATE | RECORD:
        return NOTHING
    return EDITORS.get(model._meta.model_name, OTHERS)


def auditors_actions(model):
    name = model._meta.model_name
    return NOTHING if name in PRIVATE else AUDITORS.get(name, ("view",))


def reviewers_actions(model):
    """Reviewers act by assignment, not by permission."""
    return NOTHING


@dataclass(frozen=True)
class Role:
    """A group's name, its actions for each model, and those on indexes."""

    name: str
    actions: Callable
    page_actions: tuple = ()


ROLES = (
    Role("Workshop editors", editors_actions, INDEX_ACTIONS),
    Role("Workshop reviewers", reviewers_actions),
    Role("Workshop auditors", auditors_actions),
)


@transaction.atomic
def set_up_roles():
    """Make the groups and give them what they lack.

    Returns a sentence for each thing that was done; none if all was there.
    """
    done = []
    for role in ROLES:
        group, created = Group.objects.get_or_create(name=role.name)
        if created:
            done.append(_("Made the group “%(group)s”.") % {"group": role.name})
        for permission in _missing_permissions(role):
            group.permissions.add(permission)
            done.append(_gained(role, permission))
        for page, action in _missing_on_pages(role):
            GroupPagePermission.objects.create(
                group=group, page=page, permission_type=action
            )
            done.append(_gained_on(role, page, action))
    return done


def missing():
    """Return a sentence for each thing that :func:`set_up_roles` would do."""
    known = set(Group.objects.values_list("name", flat=True))
    lacking = []
    for role in ROLES:
        if role.name not in known:
            lacking.append(_("The group “%(group)s”.") % {"group": role.name})
        lacking += [_gained(role, each) for each in _missing_permissions(role)]
        lacking += [_gained_on(role, *each) for each in _missing_on_pages(role)]
    return lacking


def role_permissions():
    """Return those permissions of ours that some role holds, as a queryset.

    They are what Wagtail's group editor offers. Histories are left out: nobody
    but auditors needs them, and they would fill the screen.
    """
    wanted = Q(pk__in=[])
    for role in ROLES:
        for model in _models():
            if not _is_history(model):
                wanted |= _query(model, role.actions(model))
    return Permission.objects.filter(wanted)


def _models():
    """Return the app's own models, whichever parts are there; pages have their own."""
    return [
        model
        for model in apps.get_app_config(LABEL).get_models()
        if not issubclass(model, Page)
    ]


def _is_history(model):
    return hasattr(model, "history_change_reason")


def _query(model, actions):
    """Return the filter for the permissions of ``actions`` on ``model``."""
    name = model._meta.model_name
    codenames = [
        f"{action}_{name}" if action in EVERYTHING else action for action in actions
    ]
    return Q(
        content_type__app_label=LABEL,
        content_type__model=name,
        codename__in=codenames,
    )


def _missing_permissions(role):
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for model in _models():
        if actions := role.actions(model):
            wanted |= _query(model, actions)
    held = Permission.objects.filter(group__name=role.name)
    return (
        Permission.objects.filter(wanted)
        .exclude(pk__in=held.values("pk"))
        .select_related("content_type")
        .order_by("content_type__model", "codename")
    )


def _missing_on_pages(role):
    """Return (page, action) for what the role lacks on the indexes there are."""
    if not role.page_actions:
        return []
    held = set(
        GroupPagePermission.objects.filter(group__name=role.name).values_list(
            "page_id", "permission__codename"
        )
    )
    name = Page._meta.model_name
    return [
        (page, action)
        for page in _indexes()
        for action in role.page_actions
        if (page.pk, f"{action}_{name}") not in held
    ]


def _indexes():
    models = [
        model
        for model in apps.get_app_config(LABEL).get_models()
        if model.__name__ in INDEXES
    ]
    return Page.objects.type(*models).order_by("path") if models else []


def _gained(role, permission):
    return _("“%(group)s” gets “%(permission)s”.") % {
        "group": role.name,
        "permission": permission.name,
    }


def _gained_on(role, page, action):
    return _("“%(group)s” gets “%(action)s” on pages under “%(page)s”.") % {
        "group": role.name,
        "action": action,
        "page": page.title,
    }

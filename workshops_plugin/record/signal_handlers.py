"""Lets the triggers of the record step aside for migrations, and puts them back."""

from django.db.models.signals import post_migrate, pre_migrate

from .triggers import after_migrate, before_migrate


def connect(app_config):
    pre_migrate.connect(
        before_migrate, sender=app_config, dispatch_uid="workshops_before_migrate"
    )
    post_migrate.connect(
        after_migrate, sender=app_config, dispatch_uid="workshops_after_migrate"
    )

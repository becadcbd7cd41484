"""Gives people the memberships that wait for their address when they sign in."""

from django.contrib.auth.signals import user_logged_in

from .actions import claim_memberships


def connect():
    user_logged_in.connect(signed_in, dispatch_uid="workshops_claim_memberships")


def signed_in(user, **kwargs):
    claim_memberships(user)

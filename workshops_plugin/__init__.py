"""Calls for proposals, an auditable review and members-only webinars for Wagtail."""

__version__ = "0.1.0"

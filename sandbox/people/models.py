"""The site's own users: no user names, and keys that are not integers."""

import uuid

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


class EmailUserManager(UserManager):
    def create_user(self, email, password=None, **fields):
        return super().create_user(email, email, password, **fields)

    def create_superuser(self, email, password=None, **fields):
        return super().create_superuser(email, email, password, **fields)


class User(AbstractUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = EmailUserManager()

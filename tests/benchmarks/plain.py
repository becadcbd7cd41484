"""The same rows as reviews and scores, with plain django-simple-history."""

import uuid
from contextlib import contextmanager

from django.db import connection, models
from simple_history.models import HistoricalRecords


class PlainReview(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.CharField(max_length=12, default="submitted")
    recommendation = models.CharField(max_length=12, default="yes")
    note = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    history = HistoricalRecords(app="home")

    class Meta:
        app_label = "home"

    def __str__(self):
        return str(self.pk)


class PlainScore(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    review = models.ForeignKey(PlainReview, models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField(null=True)
    cannot_judge = models.BooleanField(default=False)
    remark = models.TextField(blank=True)
    history = HistoricalRecords(app="home")

    class Meta:
        app_label = "home"

    def __str__(self):
        return str(self.pk)


MODELS = (
    PlainReview,
    PlainScore,
    PlainReview.history.model,
    PlainScore.history.model,
)


@contextmanager
def tables():
    """Make the tables for what happens within."""
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    yield
    with connection.schema_editor() as editor:
        for model in reversed(MODELS):
            editor.delete_model(model)


def make_review():
    """Return a review with four scores."""
    review = PlainReview.objects.create(note="x")
    for value in range(4):
        PlainScore.objects.create(review=review, value=value)
    return review

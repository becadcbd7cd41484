"""What the guards remember."""

from django.db import models
from wagtail.models import Page, PageViewRestriction


class RestrictionCopy(models.Model):
    """A restriction that a page has because its source has it."""

    original = models.ForeignKey(
        PageViewRestriction, on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    copy = models.OneToOneField(
        PageViewRestriction, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["original", "page"], name="workshops_one_copy_of_a_restriction"
            )
        ]

    def __str__(self):
        return f"{self.original_id} → {self.copy_id}"

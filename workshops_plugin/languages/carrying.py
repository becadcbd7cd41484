"""Keeps what was translated when a call is copied for its next edition."""

from django.apps import apps
from django.db import transaction


@transaction.atomic
def carry_translations(original, copy):
    """Let the page ``copy`` know the translations of ``original``, which it repeats.

    wagtail-localize keeps a translation for one page and one place on it; blocks keep
    their ids when a page is copied. So each text that the copy still has is translated
    there as it was, and each that changes is to be translated anew. Returns how many.
    Does nothing without wagtail-localize.
    """
    if not apps.is_installed("wagtail_localize"):
        return 0
    from wagtail_localize.models import (
        StringTranslation,
        TranslatableObject,
        TranslationContext,
    )

    known = TranslatableObject.objects.filter(pk=original.translation_key).first()
    if known is None:
        return 0
    mine, _made = TranslatableObject.objects.get_or_create(
        translation_key=copy.translation_key,
        defaults={"content_type": known.content_type},
    )
    places = TranslationContext.objects.filter(object=known)
    TranslationContext.objects.bulk_create(
        [
            TranslationContext(
                object=mine,
                path_id=each.path_id,
                path=each.path,
                field_path=each.field_path,
            )
            for each in places
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    own = TranslationContext.objects.filter(object=mine)
    by_path = {each.path_id: each for each in own}
    contexts = {each.pk: by_path[each.path_id] for each in places}
    rows = StringTranslation.objects.filter(context__in=contexts, has_error=False)
    made = [
        StringTranslation(
            translation_of_id=row.translation_of_id,
            locale_id=row.locale_id,
            context=contexts[row.context_id],
            data=row.data,
            translation_type=row.translation_type,
            tool_name=row.tool_name,
            last_translated_by_id=row.last_translated_by_id,
        )
        for row in rows
    ]
    StringTranslation.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return len(made)

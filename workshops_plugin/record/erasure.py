"""Blanks personal text in versions, so that their hashes still fit.

The digest of a personal text is keyed by a salt. Text and salt go, the digest stays:
it says nothing about the text any more, and the chain holds.
"""

from .history import recorded

#: The reason of a version is personal in every model.
REASON = "reason"


def erase(model, versions, names):
    """Blank the fields ``names`` of ``versions`` (a queryset of versions of ``model``).

    ``names`` are personal fields, or ``"reason"``. Returns how many texts went. Blank
    the row itself first, with a version that says who did it.
    """
    records = recorded()[model]
    if strangers := set(names) - records.personal - {REASON}:
        raise ValueError(f"Not personal: {', '.join(sorted(strangers))}")
    count = 0
    for version in versions:
        gone = [name for name in names if name in version.salts]
        if not gone:
            continue
        for name in gone:
            setattr(version, "history_change_reason" if name == REASON else name, "")
            del version.salts[name]
        fields = ["history_change_reason" if n == REASON else n for n in gone]
        version.save(update_fields=[*fields, "salts"])
        count += len(gone)
    return count

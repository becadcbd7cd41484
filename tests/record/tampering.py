"""Ways around the verbs, and what finds each: what docs/explanation/record.md lists.

Each works on a proposal that was submitted, changed and withdrawn. Those that the
database refuses are refused; once the triggers are gone, a verification names what
they did, some only with a seal that was made before.
"""

from django.db import connection

from workshops_plugin.models import Chain, Proposal
from workshops_plugin.record import triggers
from workshops_plugin.record.canonical import link
from workshops_plugin.record.hashing import digests, facts
from workshops_plugin.record.history import recorded

HISTORY = Proposal.history.model


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def versions(proposal):
    return HISTORY.objects.filter(id=proposal.pk).order_by("position")


def update_a_row(proposal):
    Proposal.objects.filter(pk=proposal.pk).update(title="Another")


def bulk_update_a_row(proposal):
    proposal.title = "Another"
    Proposal.objects.bulk_update([proposal], ["title"])


def update_a_row_by_sql(proposal):
    sql("UPDATE workshops_plugin_proposal SET status = 'submitted'")


def take_a_row_back(proposal):
    first = versions(proposal).first()
    fields = {f.attname: getattr(first, f.attname) for f in HISTORY.tracked_fields}
    Proposal.objects.filter(pk=proposal.pk).update(**fields, event=first)


def point_nowhere(proposal):
    Proposal.objects.filter(pk=proposal.pk).update(event=None)


def delete_a_row(proposal):
    Proposal.objects.filter(pk=proposal.pk)._raw_delete("default")


def insert_a_row(proposal):
    row = Proposal(
        call=proposal.call,
        lead_organization=proposal.lead_organization,
        status="submitted",
        reference="FORGED-1",
        submitted_at=proposal.submitted_at,
    )
    Proposal.objects.bulk_create([row])


def change_a_version(proposal):
    versions(proposal).filter(position=1).update(title="Another")


def change_a_versions_author(proposal):
    versions(proposal).filter(position=1).update(history_user_id="999")


def change_a_versions_date(proposal):
    first = versions(proposal).first()
    earlier = first.history_date.replace(year=2020)
    HISTORY.objects.filter(pk=first.pk).update(history_date=earlier)


def change_a_versions_reason(proposal):
    versions(proposal).filter(position=2).update(history_change_reason="Because")


def delete_a_version(proposal):
    versions(proposal).filter(position=2)._raw_delete("default")


def swap_versions(proposal):
    one, two = versions(proposal)[:2]
    HISTORY.objects.filter(pk=one.pk).update(position=99)
    HISTORY.objects.filter(pk=two.pk).update(position=1)
    HISTORY.objects.filter(pk=one.pk).update(position=2)


def move_a_version(proposal):
    """Put the newest version where nobody looks for versions of a proposal."""
    last = versions(proposal).last()
    HISTORY.objects.filter(pk=last.pk).update(chain_id=proposal.call_id, position=99)


def delete_the_tail(proposal):
    """Take the newest version away, and the row back to the one before it."""
    *_others, last = versions(proposal)
    take = versions(proposal).get(position=last.position - 1)
    fields = {f.attname: getattr(take, f.attname) for f in HISTORY.tracked_fields}
    Proposal.objects.filter(pk=proposal.pk).update(**fields, event=take)
    HISTORY.objects.filter(pk=last.pk)._raw_delete("default")


def delete_the_tail_and_its_head(proposal):
    delete_the_tail(proposal)
    last = versions(proposal).last()
    Chain.objects.filter(pk=proposal.pk).update(length=last.position, head=last.hash)


def delete_everything_about_it(proposal):
    Proposal.objects.filter(pk=proposal.pk)._raw_delete("default")
    versions(proposal)._raw_delete("default")
    Chain.objects.filter(pk=proposal.pk)._raw_delete("default")


def rewrite_the_chain(proposal, **values):
    """Change the first version and hash everything after it again."""
    records = recorded()[Proposal]
    head = ""
    for version in versions(proposal):
        if version.position == 1:
            version.title = "Another"
        version.digests = digests(version, records)
        version.previous_hash = head
        version.hash = head = link(head, facts(version, records, version.digests))
        HISTORY.objects.filter(pk=version.pk).update(
            title=version.title,
            digests=version.digests,
            previous_hash=version.previous_hash,
            hash=version.hash,
        )
    Chain.objects.filter(pk=proposal.pk).update(head=head)


def without_triggers(way, proposal):
    with triggers.suspended():
        way(proposal)


#: {way: (code of what a verification finds without a seal, with one)}; None: nothing.
WAYS = {
    update_a_row: ("row", "row"),
    bulk_update_a_row: ("row", "row"),
    update_a_row_by_sql: ("row", "row"),
    take_a_row_back: ("back", "back"),
    point_nowhere: ("unrecorded", "unrecorded"),
    delete_a_row: ("deleted", "deleted"),
    insert_a_row: ("unrecorded", "unrecorded"),
    change_a_version: ("content", "content"),
    change_a_versions_author: ("hash", "hash"),
    change_a_versions_date: ("hash", "hash"),
    change_a_versions_reason: ("content", "content"),
    delete_a_version: ("gap", "gap"),
    swap_versions: ("link", "link"),
    move_a_version: ("stray", "stray"),
    delete_the_tail: ("tail", "tail"),
    delete_the_tail_and_its_head: (None, "sealed"),
    delete_everything_about_it: (None, "sealed"),
    rewrite_the_chain: (None, "sealed"),
}

"""``verify_history``: what it prints, and when it fails."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from tests.calls import site
from tests.kept import kept
from workshops_plugin.models import Proposal
from workshops_plugin.record import checks, triggers
from workshops_plugin.record.seals import as_file, seal
from workshops_plugin.testing import suspended


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("verify_history", *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines()


def failure(*arguments):
    """Return (what it fails with, the sentences before)."""
    err = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("verify_history", *arguments, stdout=StringIO(), stderr=err)
    return str(caught.value), err.getvalue().splitlines()


@kept
def proposal(call, union, ana):
    return site.submitted(call, union, ana)


def test_an_empty_record_is_intact(db):
    assert run() == ["0 records in 0 chains, all intact"]


def test_it_counts_and_tells_what_proves_less(proposal):
    seal(proposal.call_id, by=None)
    assert run() == ["5 records in 2 chains, all intact", "1 seal fits."]


def test_it_fails_with_a_sentence_for_each_thing(proposal):
    with suspended():
        Proposal.objects.update(title="Another")
    assert failure() == (
        "5 records in 2 chains: 1 thing is wrong.",
        [f"Proposal {proposal.pk} is not what its latest version says: title."],
    )
    assert failure("--root", str(proposal.call_id))[1]


def test_a_seal_that_was_kept_is_looked_for(proposal, tmp_path):
    made = seal(proposal.call_id, by=None, reason="Announced")
    kept = tmp_path / "seal.json"
    kept.write_text(as_file(made))
    assert run("--seal", str(kept))[0] == "5 records in 2 chains, all intact"
    assert run("--digest", made.digest[:20])[0].endswith("all intact")
    made.delete()
    assert failure("--seal", str(kept))[1] == [
        "Seal 1, which you hold, is not in the database any more."
    ]
    assert failure("--digest", made.digest)[1] == [
        f"No seal has the digest {made.digest}."
    ]


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"root": 1}', "\x00"])
def test_a_file_that_is_no_seal_is_named(db, tmp_path, text):
    kept = tmp_path / "seal.json"
    kept.write_text(text)
    message, _sentences = failure("--seal", str(kept))
    assert message.startswith(f"{kept}: ")


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    message, _sentences = failure("--seal", str(tmp_path / "none.json"))
    assert (
        message
        == f"{tmp_path / 'none.json'} cannot be read: No such file or directory."
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_missing_triggers_are_a_warning():
    assert checks.check_triggers(None, databases=["default"]) == []
    triggers.uninstall()
    (warning,) = checks.check_triggers(None, databases=["default"])
    assert (warning.id, warning.level) == ("workshops.W003", 30)


def test_triggers_that_are_off_are_an_error_in_production(settings):
    settings.WORKSHOPS_RECORD_TRIGGERS = False
    found = {each.id for each in run_checks(include_deployment_checks=True)}
    assert "workshops.E007" in found
    assert "workshops.E007" not in {each.id for each in run_checks()}

"""What the tests of a site that installs this app need from it.

The database refuses to empty the tables of the record, which is what
``TransactionTestCase`` and the live server's tests do after each test. Either set
``WORKSHOPS_RECORD_TRIGGERS = False`` in the settings of your tests, or, to keep the
triggers in them, let such tests take them away before they end::

    class OurTests(FlushableMixin, TransactionTestCase):
        ...
"""

from .record.triggers import suspended, uninstall

__all__ = ["FlushableMixin", "suspended", "uninstall"]


class FlushableMixin:
    """For a TransactionTestCase: lets the database be flushed after each test.

    Flushing puts the triggers back, as a migration does.
    """

    def _fixture_teardown(self):
        uninstall()
        super()._fixture_teardown()

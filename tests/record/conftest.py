from tests.calls.conftest import ana, at_noon, call, union

__all__ = ["ana", "at_noon", "call", "union"]

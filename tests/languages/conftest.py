from tests.calls.conftest import *  # noqa: F403

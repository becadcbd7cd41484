"""What happened?

Keeps the versions of rows that have a history and shows what changed between
them, without knowing what the rows mean. Its words: *history*, *version*,
*change*, *reason* and *timeline*.
"""

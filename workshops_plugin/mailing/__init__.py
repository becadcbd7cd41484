"""What did we send?

The outbox, and the one door through which the app sends e-mail. Its words: *kind* (of
message), *delivery* (one message to one recipient), *campaign* (one message to an
audience), *text* (the words of a kind, in one language) and *preference*.
"""

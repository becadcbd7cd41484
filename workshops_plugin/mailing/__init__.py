"""What did we send?

The one door through which the app sends e-mail. Its words: *message*,
*recipient*, *language*, *site* and *sent*.
"""

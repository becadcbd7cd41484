"""Webinars: what is shown, to whom, and when.

Five words: a *webinar* holds the facts in all languages; its *hosts* are the
organizations that hold it; *members-only* is what every webinar is, and *public* what
it becomes by a recorded approval; the *join details* leave this site through one gate.
"""

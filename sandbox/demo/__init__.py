"""The invented content of the demonstration, and how it is put into the site.

Modules of words and data come without logic: ``organizations``, ``people``,
``call_text``, ``call_pages``, ``call_questions``, ``proposals``, and ``selection``,
which gathers reviews and decisions. The ``load_*`` modules carry them into the site
through the app's own verbs and Wagtail's own API, at the moments at which they are
told to have happened (see ``clock``), and each thing only once (see ``ledger``).
"""

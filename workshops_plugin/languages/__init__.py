"""How do we say it? Which of several pages speaks for the others, and what keeps these
in step with it.

Five words: the *source* is the page that was first written, and fixes what all share;
a *translation* says the same in another language; an *alias* stands there until there
is one; a translation is *behind* when its source was published after it; a *guard*
does what wagtail-localize leaves undone.
"""

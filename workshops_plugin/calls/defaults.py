"""What a new call page is born with, so that it needs two dates and no more."""

from uuid import uuid4

from django.utils.translation import gettext


def _block(kind, title, description):
    """Return a block with an id, so that others can refer to it before it is saved."""
    value = {"title": title, "description": description}
    return {"type": kind, "id": str(uuid4()), "value": value}


def default_outcomes():
    """Return the four outcomes that the partnership's series serve."""
    return [
        _block("outcome", title, description)
        for title, description in [
            (
                gettext("Research and understanding"),
                gettext(
                    "Sound evidence on where and why child labour, forced labour and "
                    "human trafficking occur in supply chains."
                ),
            ),
            (
                gettext("Policy coherence and advocacy"),
                gettext(
                    "Policies that pull in the same direction, and people in power "
                    "who are persuaded to adopt them."
                ),
            ),
            (
                gettext("Cooperation on capacity building and tools"),
                gettext(
                    "Skills, guidance and instruments that members build together "
                    "rather than each alone."
                ),
            ),
            (
                gettext("Faster action in key countries and supply chains"),
                gettext(
                    "Work on the ground that moves more quickly where the need is "
                    "greatest."
                ),
            ),
        ]
    ]


def default_criteria():
    """Return the four criteria by which the partnership selects."""
    return [
        _block("criterion", title, description)
        for title, description in [
            (
                gettext("Alignment with international labour standards"),
                gettext(
                    "In line with the fundamental principles and rights at work, with "
                    "social partners involved where that applies."
                ),
            ),
            (
                gettext("Root causes"),
                gettext("Helps to remove what lets the problem arise."),
            ),
            (
                gettext("Scalability of results"),
                gettext(
                    "Shows results that matter and that others could repeat elsewhere."
                ),
            ),
            (
                gettext("Innovative nature"),
                gettext(
                    "Something new, or unusual progress within the outcome it serves."
                ),
            ),
        ]
    ]

"""The forms of the members' screens, with what helps to fill them in."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from .choosers import user_chooser
from .forms import ActionGroupForm, MembershipForm, label_field
from .languages import language_choices

organization = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("acronym"), FieldPanel("kind")]),
                FieldPanel(
                    "country",
                    help_text=_(
                        "Where it has its seat. Its ILO region follows from this."
                    ),
                ),
                FieldPanel("website"),
            ],
            heading=_("Organization"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "member_since",
                            help_text=_("Leave empty if it has always been one."),
                        ),
                        FieldPanel("member_until"),
                    ]
                ),
                FieldPanel("action_groups", widget=CheckboxSelectMultiple),
            ],
            heading=_("Membership"),
        ),
        MultiFieldPanel(
            [FieldPanel("external_id")], heading=_("Link with another system")
        ),
    ]
)

membership = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel(
                    "user",
                    widget=user_chooser.widget_class(show_edit_link=False),
                    help_text=_("Somebody who has an account on this site."),
                ),
                FieldPanel("email"),
                FieldPanel(
                    "name",
                    help_text=_("How messages address this person."),
                ),
                FieldPanel(
                    "language",
                    help_text=_("In which language messages are written."),
                ),
            ],
            heading=_("Person"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organization"),
                FieldPanel(
                    "role",
                    help_text=_(
                        "Both may propose and confirm. Focal points are written "
                        "to first."
                    ),
                ),
                FieldRowPanel(
                    [
                        FieldPanel("valid_from"),
                        FieldPanel(
                            "valid_until",
                            help_text=_("The last day. Leave empty while it lasts."),
                        ),
                    ]
                ),
            ],
            heading=_("Acts for"),
        ),
    ],
    base_form_class=MembershipForm,
)

action_group = ObjectList(
    [
        FieldPanel(
            "name",
            help_text=_("Shown where the language has no name of its own below."),
        ),
        MultiFieldPanel(
            [FieldPanel(label_field(code)) for code, _name in language_choices()],
            heading=_("Name in each language"),
            help_text=_("Languages that you leave empty show the name above."),
        ),
    ],
    base_form_class=ActionGroupForm,
)

pathfinder = ObjectList(
    [
        FieldPanel("country"),
        FieldRowPanel(
            [
                FieldPanel(
                    "since",
                    help_text=_(
                        "The first day. A proposal counts the commitments that "
                        "hold when it closes."
                    ),
                ),
                FieldPanel(
                    "until",
                    help_text=_("The last day. Leave empty while it lasts."),
                ),
            ]
        ),
    ]
)

"""What a verb refuses, shown on the form over it."""

from django import forms


class RefusableForm(forms.Form):
    """A form that can show what a verb refuses."""

    def refuse(self, refused):
        """Show a refusal beside the fields that it is about, or above the form."""
        about = {
            name: said for name, said in refused.fields.items() if name in self.fields
        }
        if refused.code in self.fields:
            about.setdefault(refused.code, [refused.message])
        for name, sentences in about.items():
            for sentence in sentences:
                self.add_error(name, sentence)
        if not about:
            self.add_error(None, refused.message)

"""What is typed on the pages of supervision."""

from __future__ import annotations

from django import forms

from shouwen.desk.plain_forms import PlainForm


class OrderForm(PlainForm):
    """发督办单."""

    matter = forms.CharField(required=False)
    words = forms.CharField(required=False)
    to = forms.IntegerField(required=False)


class AnswerForm(PlainForm):
    """答复督办."""

    words = forms.CharField(required=False)
    done_by = forms.DateField(required=False)


class WordsForm(PlainForm):
    """退回、认可、撤回: one sentence."""

    words = forms.CharField(required=False)

"""网上申请表 as data: which fields an item asks for. Loaded strictly; the materials of the guide become the uploads."""

from shouwen.applications.forms.fields import Field, FieldKind, Form
from shouwen.applications.forms.loading import FormError, load_fields
from shouwen.applications.forms.of_version import form_of, shipped_fields

__all__ = ["Field", "FieldKind", "Form", "FormError", "form_of", "load_fields", "shipped_fields"]

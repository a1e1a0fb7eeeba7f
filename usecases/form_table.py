"""Every dialogue there is, by its kind."""

from usecases.form_spec import FormSpec

SPECS: tuple[FormSpec, ...] = ()

FORMS: dict[str, FormSpec] = {spec.kind: spec for spec in SPECS}

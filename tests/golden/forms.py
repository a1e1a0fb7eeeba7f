"""What is said in any dialogue."""

from domain.kit.dialogues.messages import FormLeft, FormRefused
from domain.kit.periods import Period
from domain.kit.said import Said

MESSAGES: dict[str, Said] = {
    "form_left": FormLeft("prorroga"),
    "form_left_of_a_report": FormLeft("observe", "402", Period(2025, 3)),
    "form_refused_not_a_choice": FormRefused("not_a_choice", "tal vez <b>"),
    "form_refused_text_too_short": FormRefused("text_too_short", "no"),
    "form_refused_text_too_long": FormRefused("text_too_long", "porque " * 200),
}

"""What the button of a question to IMPLAN carries."""

from dataclasses import dataclass

from bot.operands import number


@dataclass(frozen=True)
class AnswerHelp:
    attention_id: int


def pack_attention(callback: AnswerHelp) -> str:
    return f"qa:{callback.attention_id}"


def _read_answer(operands: list[str]) -> AnswerHelp:
    (attention_id,) = operands
    return AnswerHelp(number(attention_id))


ATTENTION_READERS = {"qa": _read_answer}

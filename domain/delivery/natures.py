"""What a lost answer of Telegram leads to, by what each kind of message is to its reader."""

from collections.abc import Mapping

from domain.delivery.retries import Policies, RetryPolicy
from domain.kit.said import Nature


def policies(natures: Mapping[str, Nature]) -> Policies:
    """Return the policy of each kind; to whom it is only told, a confirmation is a notice."""
    pursued = {kind: RetryPolicy(ambiguous_retries=nature.copies) for kind, nature in natures.items()}
    told = RetryPolicy(ambiguous_retries=Nature.NOTICE.copies)
    confirmed = (kind for kind, nature in natures.items() if nature is Nature.CONFIRMATION)
    return Policies(pursued, announced=dict.fromkeys(confirmed, told))

"""What every message is: a fact that Puntual tells somebody; its sentences are in bot/texts.

Each class of it is one kind of outbox row: worded when it is sent, so a text can change without a migration.
"""


class Said:
    """A fact for one chat; the subjects' modules declare them."""

"""Dialogues of several questions: what they are about, what is offered, how one is asked."""

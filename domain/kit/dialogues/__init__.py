"""Dialogues of several questions: their facts, their options, how one question is asked."""

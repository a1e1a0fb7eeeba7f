"""The only room that imports all others: finds the handler of an update and the wording of a message."""

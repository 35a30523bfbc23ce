class NotAllowed(Exception):
    """The record is not in a state that allows this, or the person may not. The message is for the user."""

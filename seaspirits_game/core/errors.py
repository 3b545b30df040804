"""Errors that a person caused and can mend; the command line prints them as one line and exits with 2."""


class UserError(Exception):
    """A wrong input. The message is one line that quotes the value, names the place, and says what would be right."""

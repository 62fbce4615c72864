"""The errors that a person can mend."""


class AnalysisError(Exception):
    """Something that the person at the keyboard can put right; its message says how."""

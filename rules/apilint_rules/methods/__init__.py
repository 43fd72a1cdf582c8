"""Methods: which of them take a body, and what that body must say."""

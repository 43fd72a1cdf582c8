"""Two descriptions of one API: which of their parts belong together, and what lenses say about the changes."""

"""From the bytes of a file to plain values, and back from a JSON pointer to a line and a column."""

"""Status codes: what each operation must be able to answer."""

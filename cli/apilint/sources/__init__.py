"""Where descriptions come from: files, folders, globs, standard input, URLs, git revisions."""

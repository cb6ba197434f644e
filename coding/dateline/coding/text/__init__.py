"""Raw text in, the text of an Article out: pages, imprints and boilerplate taken off, capitals read as print."""

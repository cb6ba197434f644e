"""How far two or more codings of the same articles agree: from their datasets to a report."""

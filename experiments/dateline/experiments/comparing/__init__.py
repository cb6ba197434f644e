"""What two or more codings, or two or more schemes of one coding, make of the same articles."""

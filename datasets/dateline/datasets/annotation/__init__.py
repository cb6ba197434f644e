"""Human coding, both ways: coded articles out to annotation tools as tasks, finished annotations back as codings."""

"""Reports: records of what to show in, one self-contained HTML file out, with figures, sorting tables and texts."""

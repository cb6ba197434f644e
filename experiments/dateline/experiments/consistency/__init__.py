"""How consistent a dataset's coding is: baselines that learn it, and the rows in which it contradicts itself."""

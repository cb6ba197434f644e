"""On whose word an event stands: assertions, the speakers they go back to, and who disputes them."""

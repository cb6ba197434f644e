"""Reads corpora, and writes and verifies datasets."""

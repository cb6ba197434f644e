"""Codes articles into events. A library: it reads no config and writes no file."""

__version__ = "0.1.0"

"""Every number of a running text with its place and its class: candidates by one pattern, then the exact reader."""

from .reader import guess, scan
from .surroundings import CLASSES, Found

__all__ = ["CLASSES", "Found", "guess", "scan"]

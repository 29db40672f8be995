"""Every number of a running text with its place and its class: candidates by one pattern, then the exact reader."""

from ..errors import Fault
from .reader import candidates, guess, scan
from .surroundings import CLASSES, Found

__all__ = ["CLASSES", "Fault", "Found", "candidates", "guess", "scan"]

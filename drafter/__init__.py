"""drafter: draft Independent Medical Review determination letters whose every citation can be checked."""

__version__ = "0.1.0"

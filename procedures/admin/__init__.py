"""The admin panel of the registers: the lists that they stand on, and procedures in and out of files."""

from procedures.admin import catalogue, reference

__all__ = ["catalogue", "reference"]

"""The admin panel of procedures: reference data, import and export."""

from procedures.admin import catalogue, reference

__all__ = ["catalogue", "reference"]

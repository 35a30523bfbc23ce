"""Who we are: the agency, its units and people, and what they did."""

from organization.models.agency import Agency, Unit, UnitName
from organization.models.people import User
from organization.models.trail import AuditEvent

__all__ = ["Agency", "AuditEvent", "Unit", "UnitName", "User"]

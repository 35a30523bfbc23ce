"""The agency, its units and users, and the trail."""

from organization.models.agency import Agency, Unit, UnitName
from organization.models.people import User
from organization.models.trail import AuditEvent

__all__ = ["Agency", "AuditEvent", "Unit", "UnitName", "User"]

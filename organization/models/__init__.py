"""Who we are: the agency, its units and people, what they did, and the files they handed in."""

from organization.models.agency import Agency, Unit, UnitName
from organization.models.people import User
from organization.models.trail import AuditEvent, StoredFile

__all__ = ["Agency", "AuditEvent", "StoredFile", "Unit", "UnitName", "User"]

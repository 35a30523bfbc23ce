"""The admin panel: reference data, accounts and the trail. Every change is recorded in the trail."""

from organization.admin.agency import AgencyAdmin, UnitAdmin
from organization.admin.audited import AuditedAdmin
from organization.admin.people import UserAdmin
from organization.admin.trail import AuditEventAdmin

__all__ = ["AgencyAdmin", "AuditEventAdmin", "AuditedAdmin", "UnitAdmin", "UserAdmin"]

from procedures.models.catalogue import Field, FormFile, Part, Procedure, ServiceLevel, Version
from procedures.models.decisions import ChangeKind, Decision, DecisionItem, DraftingStep
from procedures.models.publications import Channel, Found, LinkCheck, LinkRepair, Publication, VisitedHost

__all__ = [
    "ChangeKind",
    "Channel",
    "Decision",
    "DecisionItem",
    "DraftingStep",
    "Field",
    "FormFile",
    "Found",
    "LinkCheck",
    "LinkRepair",
    "Part",
    "Procedure",
    "Publication",
    "ServiceLevel",
    "Version",
    "VisitedHost",
]

from procedures.models.catalogue import Field, FormFile, Part, Procedure, ServiceLevel, Version
from procedures.models.decisions import ChangeKind, Decision, DecisionItem, DraftingStep
from procedures.models.dossiers import DossierCount
from procedures.models.publications import Channel, Found, LinkCheck, Publication, VisitedHost
from procedures.models.reviews import (
    CostStep,
    HourlyRate,
    Proposal,
    Review,
    ReviewAnswer,
    ReviewPlan,
    ReviewQuestion,
)

__all__ = [
    "ChangeKind",
    "Channel",
    "CostStep",
    "Decision",
    "DecisionItem",
    "DossierCount",
    "DraftingStep",
    "Field",
    "FormFile",
    "Found",
    "HourlyRate",
    "LinkCheck",
    "Part",
    "Procedure",
    "Proposal",
    "Publication",
    "Review",
    "ReviewAnswer",
    "ReviewPlan",
    "ReviewQuestion",
    "ServiceLevel",
    "Version",
    "VisitedHost",
]

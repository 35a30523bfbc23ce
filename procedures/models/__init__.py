from procedures.models.catalogue import Field, FormFile, Part, Procedure, ServiceLevel, Version
from procedures.models.costs import CostStep, HourlyRate
from procedures.models.decisions import ChangeKind, Decision, DecisionItem, DraftingStep
from procedures.models.dossiers import DossierCount, DossierImport
from procedures.models.proposals import Proposal
from procedures.models.publications import Channel, Found, LinkCheck, Publication, VisitedHost
from procedures.models.reviews import Review, ReviewAnswer, ReviewPlan, ReviewQuestion

__all__ = [
    "ChangeKind",
    "Channel",
    "CostStep",
    "Decision",
    "DecisionItem",
    "DossierCount",
    "DossierImport",
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

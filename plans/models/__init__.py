from plans.models.imports import PlanImport
from plans.models.plan import LegalBasis, Plan, Section
from plans.models.records import NewsItem, Training
from plans.models.task import Deliverable, Milestone, Task, TaskSource

__all__ = [
    "Deliverable",
    "LegalBasis",
    "Milestone",
    "NewsItem",
    "Plan",
    "PlanImport",
    "Section",
    "Task",
    "TaskSource",
    "Training",
]

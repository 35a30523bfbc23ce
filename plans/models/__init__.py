from plans.models.imports import PlanImport
from plans.models.plan import LegalBasis, Plan, Section
from plans.models.task import Deliverable, Milestone, Task, TaskSource

__all__ = ["Deliverable", "LegalBasis", "Milestone", "Plan", "PlanImport", "Section", "Task", "TaskSource"]

from shouwen.supervision.models.order import OrderRound, SupervisionOrder
from shouwen.supervision.models.overdue import OverdueReason
from shouwen.supervision.models.warning import Escalation, EscalationStep, LimitWarning

__all__ = ["Escalation", "EscalationStep", "LimitWarning", "OrderRound", "OverdueReason", "SupervisionOrder"]

from shouwen.tasks.models.superior import Superior, TaskImport
from shouwen.tasks.models.task import Task, TaskFile, TaskRound

__all__ = ["Superior", "Task", "TaskFile", "TaskImport", "TaskRound"]

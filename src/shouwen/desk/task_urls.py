"""Addresses of the tasks from superior departments."""

from django.urls import path

from shouwen.desk.views import task_import, task_steps, tasks

urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("new/", tasks.new, name="task_new"),
    path("import/", task_import.choose, name="task_import"),
    path("import/<int:superior_id>/<str:token>/", task_import.check, name="task_import_check"),
    path("import/<int:superior_id>/<str:token>/columns/", task_import.columns, name="task_import_columns"),
    path("import/<int:superior_id>/<str:token>/take/", task_import.take_over, name="task_import_take"),
    path("<str:serial>/", tasks.task, name="task"),
    path("<str:serial>/files/", task_steps.attach, name="task_attach"),
    path("<str:serial>/files/<int:file_id>/", task_steps.file, name="task_file"),
    path("<str:serial>/files/<int:file_id>/remove/", task_steps.remove_file, name="task_file_remove"),
    path("<str:serial>/<slug:key>/", task_steps.step, name="task_step"),
]

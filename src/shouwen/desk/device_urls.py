"""Addresses of the devices."""

from django.urls import path

from shouwen.desk.views import device_supplies, device_trainings, device_work, devices, signs

urlpatterns = [
    path("", devices.devices, name="devices"),
    path("new/", devices.new, name="device_new"),
    path("area/", devices.area, name="device_area"),
    path("area/sign.pdf", signs.area, name="area_sign"),
    path("faults/", device_work.faults, name="faults"),
    path("faults/<str:serial>/", device_work.fault, name="fault"),
    path("faults/<str:serial>/<slug:key>/", device_work.fault_step, name="fault_step"),
    path("inspections/<str:serial>/", device_work.inspection, name="inspection"),
    path("inspections/<str:serial>/photos/", device_work.inspection_photos, name="inspection_photos"),
    path("photos/<int:photo_id>/", device_work.photo, name="device_photo"),
    path("supplies/", device_supplies.supplies, name="supplies"),
    path("supplies/<int:supply_id>/", device_supplies.change, name="supply_change"),
    path("supplies/<int:supply_id>/move/", device_supplies.move, name="supply_move"),
    path("training/", device_trainings.trainings, name="trainings"),
    path("training/mine/", device_trainings.mine, name="trainings_mine"),
    path("training/new/", device_trainings.new, name="training_new"),
    path("training/<int:training_id>/", device_trainings.training, name="training"),
    path("<int:serial>/", devices.device, name="device"),
    path("<int:serial>/edit/", devices.edit, name="device_edit"),
    path("<int:serial>/report/", device_work.report, name="device_report"),
    path("<int:serial>/<slug:key>/", devices.step, name="device_step"),
]

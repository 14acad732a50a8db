"""帮办: somebody at a kiosk or with a phone calls for help, one helper takes the call, and a record stays (一体机进驻服务 第四条)."""

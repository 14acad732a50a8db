"""代办: somebody acts for somebody else, by an authorisation that the principal sees and takes back (一体机进驻服务 第四条)."""

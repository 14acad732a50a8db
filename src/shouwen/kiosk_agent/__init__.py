"""终端本机程序: the ID-card reader, the document camera and the printer of a kiosk, for its own browser, over HTTP on the loopback.

Pure standard library: it runs on the kiosk, not on the server (docs/kiosk-agent.md)."""

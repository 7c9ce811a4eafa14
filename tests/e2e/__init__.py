"""The whole service as people meet it: a real server, real files, real browsers."""

"""What people should know of what others did: a read model, nothing is sent (消息)."""

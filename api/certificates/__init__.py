"""Doors of certificates: issue, list, check, print, revoke (志愿服务记录证明)."""

"""Moral points of households: rule book, pledges, claims, notices, appeals, score (道德积分)."""

"""Moral points (道德积分): rule books, claims, public notices, appeals and the yearly score."""

"""Pages of moral points (道德积分)."""

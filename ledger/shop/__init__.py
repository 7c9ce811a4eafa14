"""Points shop (积分超市): items in stock, and vouchers that reserve them for points."""

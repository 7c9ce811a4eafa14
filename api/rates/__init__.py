"""How often who may ask: named quotas a minute, counted before any database is asked."""

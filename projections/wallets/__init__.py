"""Read models of wallets: balances, lots, holds, entries and the trial balance."""

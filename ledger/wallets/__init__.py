"""Wallets: points in lots, held, spent, given back, expired and reversed. Wings share them."""

"""Claim-entry forms: submitted fields to claims, choices, dates and messages."""

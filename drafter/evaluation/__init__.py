"""Evaluation: how near this program comes to what physician reviewers decided and cited."""

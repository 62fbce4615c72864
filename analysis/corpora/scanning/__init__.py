"""Asking public posting APIs, politely, and keeping what they answered as they answered it."""

"""The guides of docs/engines, on the engines themselves."""

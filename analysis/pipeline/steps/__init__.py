"""The pipeline's tasks by floor: what is measured, what is judged, what is shown."""

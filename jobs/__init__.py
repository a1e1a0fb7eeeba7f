"""Time: which job runs on which trigger, one module for each tick."""

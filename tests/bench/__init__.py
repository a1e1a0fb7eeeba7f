"""The benchmark measures what it says, at the smallest size; no test depends on how long anything takes."""

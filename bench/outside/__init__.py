"""Measures of a build from outside: commands, files, HTTP; nothing of it is imported.

So one measure works with today's build and with older ones. A measure is
`async def measure(build, *, quick) -> list[Figure]`.
"""

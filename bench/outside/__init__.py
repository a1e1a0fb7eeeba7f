"""What a build of Puntual does as a person meets it: commands, files, HTTP. Nothing of it is imported.

So the same measure drives today's build and an older one, wherever either keeps its modules. A measure is
`async def measure(build, *, quick) -> list[Figure]`.
"""

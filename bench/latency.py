"""How long somebody who asks waits for the answer while everybody is being reminded."""

from bench.broadcast import RATE, Course, limiter_at_once, limiter_one_by_one, ours, run_course
from bench.city import Plan
from bench.figures import Figure, percentile

WANTED = 0.3


async def measure(*, quick: bool) -> list[Figure]:
    """Ask one question per second from distinct people, ten or sixty of them, while all are reminded."""
    asked = 10 if quick else 60
    plan = Plan(units=40, enlaces=RATE * (asked + 3), askers=asked)
    runners = {
        "Puntual": ours,
        "PTB AIORateLimiter": limiter_at_once,
        "PTB AIORateLimiter, awaited one by one": limiter_one_by_one,
    }
    return figures_of([await run_course(who, each, plan, asking=True) for who, each in runners.items()])


def figures_of(courses: list[Course]) -> list[Figure]:
    own, figures = percentile(courses[0].waits, 95), []
    for course in courses:
        p50, p95 = percentile(course.waits, 50), percentile(course.waits, 95)
        is_ours = course is courses[0]
        figures.append(
            Figure(
                "answer p95 meanwhile",
                course.who,
                1000 * p95,
                "ms",
                ratio=None if is_ours else own / p95,
                against="" if is_ours else "(ours / theirs)",
                target=f"<= {1000 * WANTED:.0f} ms" if is_ours else "",
                is_met=own <= WANTED if is_ours else None,
                bound=f"p50 {1000 * p50:.0f} ms, {len(course.waits)} questions, {course.refused} refused",
            )
        )
    return figures

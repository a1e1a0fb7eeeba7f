"""How long an answer takes while everybody is being reminded."""

from bench.broadcast import RATE, Course, limiter_at_once, limiter_one_by_one, ours, run_course
from bench.city import Plan
from bench.figures import Figure, percentile
from bench.floors import fsync_seconds

WANTED = 0.3
COMMITS = 5
"""In sequence: stored, claimed, handled, claimed to send, marked as sending."""


async def measure(*, quick: bool) -> list[Figure]:
    """Ask one question per second from distinct people, ten or sixty of them, while all are reminded."""
    asked = 10 if quick else 60
    plan = Plan(units=40, enlaces=RATE * (asked + 3), askers=asked)
    runners = {
        "Puntual": ours,
        "PTB AIORateLimiter": limiter_at_once,
        "PTB AIORateLimiter, awaited one by one": limiter_one_by_one,
    }
    courses = [await run_course(who, each, plan, asking=True) for who, each in runners.items()]
    return figures_of(courses, fsync_seconds())


def figures_of(courses: list[Course], flush: float) -> list[Figure]:
    own, figures = percentile(courses[0].waits, 95), []
    for course in courses:
        p50, p95 = percentile(course.waits, 50), percentile(course.waits, 95)
        is_ours = course is courses[0]
        told = f"p50 {1000 * p50:.0f} ms, {len(course.waits)} questions, {course.refused} refused"
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
                bound=f"{told}; {_floor(p50, p95, flush)}" if is_ours else told,
            )
        )
    return figures


def _floor(p50: float, p95: float, flush: float) -> str:
    """Return the least possible wait of an answer: its turn among the sends, and the disk."""
    floor = 1 / RATE + COMMITS * flush
    return (
        f"bound by Telegram's {RATE}/s, a turn each {1000 / RATE:.0f} ms, and by {COMMITS} commits with FULL "
        f"of {1000 * flush:.2g} ms: together {1000 * floor:.0f} ms; p50 is {p50 / floor:.1f} x that, "
        f"p95 {p95 / floor:.1f} x"
    )

"""Several targets at once, in processes, when there is enough to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from .linting import Job, Result, lint_all

WORTH_IT = 2_000_000
"""Bytes from which starting processes pays."""


_jobs: Sequence[Job] = ()  # handed to the workers by fork: rules are functions, which cannot be sent


def lint_jobs(jobs: Sequence[Job], workers: int, advance: Callable[[str], None]) -> list[Result]:
    """The result of each job, in order. `workers` is 0 for as many as there are processors.

    Without fork (Windows) everything runs in this process.
    """
    global _jobs
    workers = min(workers or _workers_worth_it(jobs), len(jobs))
    if workers <= 1:
        return lint_all(jobs, advance)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        return lint_all(jobs, advance)
    _jobs = jobs
    shares = _shares(jobs, workers)
    results: dict[int, Result] = {}
    with ProcessPoolExecutor(len(shares), mp_context=get_context("fork")) as pool:
        for share, done in zip(shares, pool.map(_lint_share, shares), strict=True):
            results.update(zip(share, done, strict=True))
    return [results[number] for number in range(len(jobs))]


def _lint_share(share: list[int]) -> list[Result]:
    return lint_all([_jobs[number] for number in share])


def _workers_worth_it(jobs: Sequence[Job]) -> int:
    if len(jobs) < 2:
        return 1
    return os.cpu_count() or 1 if sum(map(_size, jobs)) >= WORTH_IT else 1


def _shares(jobs: Sequence[Job], workers: int) -> list[list[int]]:
    """Largest first, each to the share that has least: a good split whatever the order."""
    shares: list[list[int]] = [[] for _ in range(workers)]
    loads = [0] * workers
    for number in sorted(range(len(jobs)), key=lambda at: (-_size(jobs[at]), at)):
        lightest = loads.index(min(loads))
        shares[lightest].append(number)
        loads[lightest] += _size(jobs[number]) + 1
    return [share for share in shares if share]


def _size(job: Job) -> int:
    if job.target.raw is not None:
        return len(job.target.raw)
    try:
        return job.target.path.stat().st_size if job.target.path is not None else 0
    except OSError:
        return 0

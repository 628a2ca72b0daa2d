"""One run of the fault proof: its troubles one after the other, then undisturbed lives until every day is settled.

Needs Linux: it sees in /proc that a process has stopped.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.digest.outbox import LEASE
from tests.bench.digest.life import Life, errors_in
from tests.bench.digest.plans import CHANNELS, IN_PROCESS, ON_THE_WIRE, STOPPED, Plan, Trouble
from tests.bench.digest.stage import Stage, rows, set_targets
from tests.bench.digest.verdict import PATIENCE, Lived, Tally, days_due, is_owed, judge, settled

_SETTLING_LIVES = 6
_NONCE_SECONDS = 120
_UNFORESEEN = "digest failed"  # what the poster logs of a fault that it does not know
_BUSY = "LibraryBusy"  # a stopped process may hold the file


async def run_one(stage: Stage, plan: Plan) -> tuple[dict[str, Tally], int]:
    """The tallies by channel, and how many lives were ended by SIGKILL."""
    db, log = stage.library(f"run-{plan.number}"), stage.folder / f"run-{plan.number}.log"
    stage.clock.put(plan.start)
    stage.skew = plan.skew
    lives: list[Lived] = []
    killed = 0
    async with stage.channels(f"r{plan.number}x", CHANNELS) as channels:
        await set_targets(db, channels, plan.start - 2 * PATIENCE, plan.zone)
        life = Life(db=db, addresses=stage.addresses, log=log)
        for trouble in plan.troubles:
            killed += await _disturbed(stage, life, trouble, lives) == -signal.SIGKILL
            await _pass_time(stage, channels, plan, trouble)
        for _ in range(_SETTLING_LIVES):
            lives.append(Lived(at=stage.clock(), is_clean=True))
            status = await stage.end_of(stage.start(life))
            days = list(days_due(plan.first_day, stage.clock(), plan.zone))
            if status == 0 and settled(days, channels, rows(db)):
                break
            stage.clock.forward(PATIENCE)
        owed = {day: is_owed(day, plan.zone, lives) for day in days}
        kept = list(rows(db))
        tallies = {one: judge(one, days, owed, kept, stage.shown(one)) for one in channels}
    first = tallies[channels[0]]
    was_stopped = any(trouble.step == STOPPED for trouble in plan.troubles)
    unforeseen = [line for line in dict.fromkeys(errors_in(log)) if line.startswith(_UNFORESEEN)]
    logged = [line for line in unforeseen if not (was_stopped and _BUSY in line)]
    first.faults += [f"logged: {line}" for line in logged]
    faults = [fault for tally in tallies.values() for fault in tally.faults]
    for tally in tallies.values():
        tally.faults = []
    first.faults = ["\n  ".join([f"run {plan.number} {_told(plan)}", *faults])] if faults else []
    for left in stage.folder.glob(f"run-{plan.number}.*"):
        left.unlink()
    return tallies, killed


async def _disturbed(stage: Stage, life: Life, trouble: Trouble, lives: list[Lived]) -> int | None:
    """One life in which this goes wrong; its exit status."""
    wire = stage.wires[trouble.platform]
    lives.append(Lived(at=stage.clock(), is_clean=False))
    if trouble.step in ON_THE_WIRE:
        wire.plan = [""] * (trouble.nth - 1) + [trouble.step] * trouble.times
    process = stage.start(_troubled(life, trouble))
    if trouble.step == "random moment":
        await asyncio.sleep(trouble.seconds)
        process.kill()
    if trouble.step == STOPPED and await _is_stopped(process):
        await _outlived(stage, life, lives)
        os.kill(process.pid or 0, signal.SIGCONT)
    status = await stage.end_of(process)
    wire.plan = []
    return status


def _troubled(life: Life, trouble: Trouble) -> Life:
    step = trouble.step if trouble.step in IN_PROCESS else ""
    if trouble.step == STOPPED:
        step, life = "claimed", replace(life, signal=signal.SIGSTOP)
    return replace(life, step=step, platform=trouble.platform, nth=trouble.nth, waits=trouble.step != "unconnected")


async def _is_stopped(process: ForkServerProcess) -> bool:
    """Waits until a process has stopped (True) or ended."""
    while process.exitcode is None:
        if _state_of(process.pid or 0) == "T":
            return True
        await asyncio.sleep(0.005)
    return False


def _state_of(pid: int) -> str:
    """The kernel's letter for what a process does; empty where there is none."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    return ""


async def _outlived(stage: Stage, life: Life, lives: list[Lived]) -> None:
    """While one process stands still, its lease ends and another takes over; this may find the file locked."""
    stage.clock.forward(LEASE + timedelta(minutes=1))
    stage.discord.forget_nonces()
    lives.append(Lived(at=stage.clock(), is_clean=False))
    await stage.end_of(stage.start(life))


async def _pass_time(stage: Stage, channels: Sequence[str], plan: Plan, trouble: Trouble) -> None:
    """People write, and hours go by; Discord remembers a nonce for some minutes only."""
    if trouble.delay and plan.chatter:
        for channel in channels:
            await stage.chatter(channel, plan.chatter)
    stage.clock.forward(trouble.delay)
    if trouble.delay.total_seconds() > _NONCE_SECONDS:
        stage.discord.forget_nonces()


def _told(plan: Plan) -> str:
    troubles = "; ".join(f"{one.step} ({one.platform}, post {one.nth}), back {one.back_after}" for one in plan.troubles)
    return f"[{plan.zone.key} {plan.first_day}, {plan.chatter} other messages, skew {plan.skew}]: {troubles}"

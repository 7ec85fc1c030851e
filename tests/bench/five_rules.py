#!/usr/bin/python3
"""Five rules of GP lists in NumPy, one array per attribute: the yardstick of engine.py. Prints person-months per
CPU-second. `five_rules.py [people] [months]`

Each month: (1) a GP quits with p = 0.004, and whoever is on her list must find another; (2) everyone is a month older;
(3) some die, by age, and a newborn takes their place; (4) some move to the municipality of a GP drawn evenly; (5) some
switch. Who chooses draws two GPs of the municipality evenly and takes the one with the shorter list; one who quits this
month has no room.
"""
import sys
import time

import numpy as np

MUNICIPALITIES, MOVE, SWITCH, QUIT, OLDEST = 357, 0.003, 0.006, 0.004, 1080
BLOCK = 1 << 16  # people whose draws fit into the caches
BATCHES = 8  # choices made at a time; lists grow between them


def dying_by_age(months):
    age = np.arange(OLDEST + months + 1)
    return np.minimum(0.00005 + 0.000004 * np.exp(0.0075 * age), 0.035).astype(np.float32)


def run(people, months, seed=1):
    rng = np.random.Generator(np.random.SFC64(seed))
    gps = people // 1000
    home_of_gp = np.arange(gps) * MUNICIPALITIES // gps
    first = np.searchsorted(home_of_gp, np.arange(MUNICIPALITIES + 1))
    gp = np.arange(people) % gps
    age = rng.integers(0, OLDEST, people, dtype=np.int16)
    length = np.bincount(gp, minlength=gps)
    dying = dying_by_age(months)
    most = dying.max() + np.float32(MOVE + SWITCH)
    u_of_all = np.empty(people, dtype=np.float32)
    counts = np.zeros(4, dtype=np.int64)
    for _ in range(months):
        quits = rng.random(gps) < QUIT
        age += 1
        found = []
        for begin in range(0, people, BLOCK):  # few die, move or switch: look closer at those alone
            end = min(begin + BLOCK, people)
            rng.random(out=u_of_all[begin:end], dtype=np.float32)
            struck = u_of_all[begin:end] < most
            struck |= quits.take(gp[begin:end])
            found.append(np.flatnonzero(struck) + begin)
        asks = np.concatenate(found)
        u, dies = u_of_all[asks], dying[age[asks]]
        something = (u < dies + np.float32(MOVE + SWITCH)) | quits[gp[asks]]
        asks, u, dies = asks[something], u[something], dies[something]
        dead = u < dies
        moved = ~dead & (u < dies + np.float32(MOVE))
        age[asks[dead]] = 0
        place = home_of_gp[gp[asks]]
        place[moved] = home_of_gp[rng.integers(0, gps, int(moved.sum()))]
        length -= np.bincount(gp[asks], minlength=gps)
        full = np.where(quits, people, 0)
        for part in np.array_split(np.arange(asks.size), BATCHES):
            where = place[part]
            low, wide = first[where], first[where + 1] - first[where]
            a = low + (rng.random(part.size) * wide).astype(np.int64)
            b = low + (rng.random(part.size) * wide).astype(np.int64)
            seen = length + full
            taken = np.where(seen[a] <= seen[b], a, b)
            gp[asks[part]] = taken
            length += np.bincount(taken, minlength=gps)
        counts += (dead.sum(), moved.sum(), asks.size - dead.sum() - moved.sum(), quits.sum())
    return counts, int(length.max())


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 5_600_000
    months = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    begin = time.process_time()
    counts, longest = run(people, months)
    spent = time.process_time() - begin
    names = ("deaths", "moves", "switches", "quits")
    print(" ".join(f"{name} {count}" for name, count in zip(names, counts)), "longest list", longest, file=sys.stderr)
    print(f"{people * months / spent:.0f}")


if __name__ == "__main__":
    main()

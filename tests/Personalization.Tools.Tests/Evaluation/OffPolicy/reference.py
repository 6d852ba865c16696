"""Off-policy estimates on the Open Bandit Dataset with numpy, straight from the formulas: where the values of OpenBanditTests come from.

    python3 reference.py FOLDER_OF_open-bandit-dataset
"""
import csv
import sys

import numpy as np

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def parts(seed, rows, folds):
    """The part of each row: SplitMix64, the upper half of bits x folds."""
    state, result = mix((seed + GAMMA) & MASK), []
    for _ in range(rows):
        state = (state + GAMMA) & MASK
        result.append((mix(state) * folds) >> 64)
    return np.array(result)


def read(root, policy, campaign):
    with open(f"{root}/{policy}/{campaign}/{campaign}.csv") as file:
        rows = list(csv.DictReader(file))
    affinities = [name for name in rows[0] if name.startswith("user-item_affinity")]
    column = lambda name, kind: np.array([kind(row[name]) for row in rows])
    return (column("item_id", int), column("position", int) - 1, column("click", float), column("propensity_score", float),
            np.array([[float(row[name]) for name in affinities] for row in rows], dtype=np.float32).astype(float))


def estimates(root, campaign, logging, target):
    a, pos, r, p, affinity = read(root, logging, campaign)
    b, bpos, _, bp, _ = read(root, target, campaign)
    k = max(a.max(), b.max()) + 1
    pi = np.zeros((3, k))
    for q in range(3):
        for i in range(k):
            mine = bp[(bpos == q) & (b == i)]
            pi[q, i] = len(mine) / np.sum(1 / mine) if len(mine) else 0
        pi[q] /= pi[q].sum()
    n = len(r)
    w = pi[pos, a] / p
    out = {"ESS": w.sum() ** 2 / (w * w).sum(), "mean weight": w.mean(), "IPS": (w * r).mean(), "SNIPS": (w * r).sum() / w.sum()}
    limit = np.sqrt(n)
    out["clipped"] = (np.minimum(w, limit) * r).mean()
    x = np.hstack([np.ones((n, 1)), np.eye(k)[a], np.eye(3)[pos], affinity[np.arange(n), a][:, None]])
    z = np.hstack([np.ones((n, 1)), pi[pos], np.eye(3)[pos], (pi[pos] * affinity).sum(1)[:, None]])
    fold, q_logged, q_target = parts(1, n, 5), np.zeros(n), np.zeros(n)
    penalty = np.eye(x.shape[1])
    penalty[0, 0] = 1e-9
    for f in range(5):
        train, test = fold != f, fold == f
        theta = np.linalg.solve(x[train].T @ x[train] + penalty, x[train].T @ r[train])
        q_logged[test], q_target[test] = x[test] @ theta, z[test] @ theta
    e = r - q_logged
    out["DM"] = q_target.mean()
    out["DR"] = (q_target + w * e).mean()
    out["SNDR"] = q_target.mean() + (w * e).sum() / w.sum()
    out["Switch-DR"] = (q_target + np.where(w <= limit, w, 0) * e).mean()
    out["DR-OS, lambda 100"] = (q_target + 100 * w / (w * w + 100) * e).mean()
    out["DR standard error"] = np.std(q_target + w * e, ddof=1) / np.sqrt(n)
    print(campaign, logging, "->", target)
    for name, value in out.items():
        print(f"  {name:20} {value:.15g}")


for campaign in ("men", "women"):
    estimates(sys.argv[1], campaign, "random", "bts")
    estimates(sys.argv[1], campaign, "bts", "random")

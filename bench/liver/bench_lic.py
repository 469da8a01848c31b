"""Compares speed and accuracy of `lic` and other programs on the same voxels of the phantom in the same run.

It prints a table. Each program uses one thread. The rates of the phantom come from its forward curve, whose exponents are not
taken from a publication. All concentrations here use the published inverse, which differs from that curve by up to 1.2 %."""
import contextlib
import importlib.metadata
import io
import json
import os
import subprocess
import sys
import time
import types

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import nibabel as nib
import numpy as np
from scipy.optimize import curve_fit
from scipy.special import ive

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, ".build-bench")
RELEASE = os.path.join(ROOT, ".build", "release")
ANAT = os.path.join(BUILD, "phantom", "sub-phantom", "anat", "sub-phantom_acq-")
TRUTH = os.path.join(BUILD, "phantom", "derivatives", "truth", "sub-phantom", "anat", "sub-phantom_desc-")
TE = np.array([6.0, 9.0, 12.0, 15.0, 18.0]) / 1000
LADDER = np.geomspace(0.2, 43, 11)
RATES = 6.88 + 26.06 * LADDER**0.701 - 0.438 * LADDER**1.402
S0, SIGMA = 2000.0, 40.0
SHOWN = [4, 6, 8, 9, 10]  # rungs of the ladder in the table
PER_RUNG = 300


def concentration(rate):
    return (29.75 - np.sqrt(900.7 - 2.283 * np.minimum(rate, 394.5))) ** 1.424


def decays(variant):
    mask = np.asarray(nib.load(TRUTH + "liver_mask.nii").dataobj) > 0
    echoes = [np.asarray(nib.load(f"{ANAT}{variant}_echo-{e}_MESE.nii").dataobj, float) for e in range(1, 6)]
    return [np.stack([echo[:, :, k][mask[:, :, k]] for echo in echoes], 1) for k in range(11)]


def cramer_rao(rate):
    nodes, weights = np.polynomial.legendre.leggauss(300)
    information = np.zeros((2, 2))
    for t in TE:
        a = S0 * np.exp(-rate * t) / SIGMA
        low, high = max(0, a - 9), a + 9
        m, w = (high - low) / 2 * nodes + (high + low) / 2, (high - low) / 2 * weights
        density = m * np.exp(-((m - a) ** 2) / 2) * ive(0, a * m)
        score = m * ive(1, a * m) / ive(0, a * m) - a
        gradient = a * np.array([1, -t])
        information += np.sum(w * density * score**2) * np.outer(gradient, gradient)
    return np.sqrt(np.linalg.inv(information)[1, 1])


# The programs to compare with, as functions from signals [voxels, echoes] to rates.
def log_linear(signals):
    t = TE - TE.mean()
    return -np.log(np.maximum(signals, 1e-3)) @ t / (t @ t)


def weighted_log_linear(signals):
    s = np.maximum(signals, 1e-3)
    w = s * s
    w /= w.sum(1, keepdims=True)
    logs, mean = np.log(s), w @ TE
    centred = TE - mean[:, None]
    return -(w * centred * logs).sum(1) / (w * centred**2).sum(1)


def numpy_least_squares(signals):
    rate = np.clip(weighted_log_linear(signals), 1, 700)
    for _ in range(25):
        p = np.exp(-rate[:, None] * TE)
        a = (p * signals).sum(1) / (p * p).sum(1)
        j = -a[:, None] * (TE * p - p * ((TE * p * p).sum(1) / (p * p).sum(1))[:, None])
        step = (j * (signals - a[:, None] * p)).sum(1) / np.maximum((j * j).sum(1), 1e-12)
        rate = np.clip(rate + np.clip(step, -100, 100), 0, 2000)
    return rate


def scipy_curve_fit(signals):
    rates = np.full(len(signals), np.nan)
    for i, s in enumerate(signals):
        with contextlib.suppress(Exception):
            rates[i] = curve_fit(lambda t, a, r: a * np.exp(-r * t), TE, s, p0=(s[0], 50.0))[0][1]
    return rates


def dosma(signals):
    from dosma.core.fitting import MonoExponentialFit
    from dosma.core.med_volume import MedicalVolume

    volumes = [MedicalVolume(np.ascontiguousarray(signals[:, e]).reshape(-1, 1, 1), np.eye(4)) for e in range(5)]
    with contextlib.redirect_stderr(io.StringIO()):
        fitted, _ = MonoExponentialFit(tc0="polyfit", decimal_precision=1, bounds=(0, 100)).fit(list(TE * 1000), volumes)
    return 1000 / np.where(np.asarray(fitted.A).ravel() > 0, np.asarray(fitted.A).ravel(), np.nan)


def ukat(signals):
    sys.modules.setdefault("segment", types.SimpleNamespace(Tkv=None))  # ukat imports this, but T2 does not use it
    from ukat.mapping.t2 import T2

    with contextlib.redirect_stderr(io.StringIO()):
        fitted = T2(signals.reshape(-1, 1, 1, 5), TE * 1000, np.eye(4), multithread=False)
    return 1000 / np.where(fitted.t2_map.ravel() > 0, fitted.t2_map.ravel(), np.nan)


PEERS = [
    ("numpy log-linear", log_linear, True),
    ("numpy weighted log-linear", weighted_log_linear, True),
    ("numpy least squares, 25 steps", numpy_least_squares, True),
    ("scipy curve_fit", scipy_curve_fit, False),
    ("dosma MonoExponentialFit", dosma, False),
    ("ukat T2", ukat, False),
]


def timed(run, repeats):
    best = 1e9
    for _ in range(repeats):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return best, result


def own(slices):
    """The speed over all voxels and the rates of each slice, for each fit, kernel and number of threads."""
    path = os.path.join(BUILD, "decays.f32")
    np.concatenate(slices).T.astype(np.float32).tofile(path)
    command = [os.path.join(RELEASE, "LiverFitBench"), path, str(SIGMA)] + [str(t * 1000) for t in TE]
    bounds = np.cumsum([len(s) for s in slices])[:-1]
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        name, count, seconds = line.split()
        yield name, int(count) / float(seconds), np.split(np.fromfile(f"{path}.{name}", np.float32), bounds)


def row(name, speed, reference, rates):
    bounds = [cramer_rao(RATES[k]) for k in SHOWN[:3]]
    efficiency = [np.sqrt(np.nanmean((rates[k] - RATES[k]) ** 2)) / b for k, b in zip(SHOWN[:3], bounds)]
    figures = [100 * (concentration(np.nanmean(rates[k])) / concentration(RATES[k]) - 1) for k in SHOWN]
    print(
        f"{name:34s} {speed:14,.0f} {speed / reference:11,.1f}   "
        + " ".join(f"{e:6.3f}" for e in efficiency) + "   " + " ".join(f"{f:+7.2f}" for f in figures), flush=True)


def analyse(variant, *options):
    out = os.path.join(BUILD, "out")
    command = [os.path.join(RELEASE, "lic"), "analyse", os.path.join(BUILD, "phantom"), "--acquisition", variant,
               "--mask", TRUTH + "liver_mask.nii", "-o", out, "--threads", "1", "--pin", os.path.join(BUILD, "pin.json"), *options]
    seconds, _ = timed(lambda: subprocess.run(command, capture_output=True, check=True), 7)
    with open(os.path.join(out, "result.json")) as file:
        parts = json.load(file)["parts"]
    errors = [100 * (concentration(p["r2PerSecond"]) / concentration(r) - 1) for p, r in zip(parts, RATES)]
    return seconds, errors


def main():
    slices = decays("monoSNR50")
    everything = np.concatenate(slices)
    few = [s[np.linspace(0, len(s) - 1, PER_RUNG).astype(int)] for s in slices]
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("numpy", "scipy", "dosma", "ukat"))
    print(f"{len(everything)} liver voxels of the phantom at SNR 50, one thread; {versions}")
    print(f"programs that fit voxel by voxel use only {11 * PER_RUNG} of these voxels; ratios are relative to scipy\n")
    print(f"{'':34s} {'voxels/s':>14s} {'ratio':>11s}   RMSE / CRLB at LIC     error of LIC of the mean voxel rate, %")
    print(f"{'':34s} {'':14s} {'':11s}   " + " ".join(f"{LADDER[k]:6.1f}" for k in SHOWN[:3]) + "   "
          + " ".join(f"{LADDER[k]:7.1f}" for k in SHOWN))
    peers = []
    for name, fit, is_fast in PEERS:
        fit(everything[:50])
        signals = slices if is_fast else few
        seconds, rates = timed(lambda: fit(np.concatenate(signals)), 5 if is_fast else 2)
        counts = [len(s) for s in signals]
        peers.append((name, sum(counts) / seconds, np.split(rates, np.cumsum(counts)[:-1])))
    reference = next(speed for name, speed, _ in peers if name.startswith("scipy"))
    for name, speed, rates in peers:
        row(name, speed, reference, rates)
    results = list(own(slices))
    for name, speed, rates in results:
        row("lic " + name, speed, reference, rates)
    differs = False
    for fit in ("least-squares", "rician"):
        same = [r for n, _, r in results if n.startswith(fit)]
        equal = all(np.array_equal(a, b) for r in same for a, b in zip(r, same[0]))
        print(f"lic {fit}: the results of all kernels and numbers of threads {'are identical' if equal else 'DIFFER'}")
        # At least two results are needed for a comparison.
        differs = differs or not equal or len(same) < 2

    listing = subprocess.run([os.path.join(RELEASE, "lic"), "calibrations", "--format", "json"], capture_output=True, check=True)
    pinned = json.loads(listing.stdout)["calibrations"][0]
    pin = {"policy": "bench", "revision": "1", "id": pinned["id"], "number": pinned["number"], "digest": pinned["digest"]}
    with open(os.path.join(BUILD, "pin.json"), "w") as file:
        json.dump(pin, file)
    masks = ["--saline", TRUTH + "saline_mask.nii", "--tissue", os.path.join(BUILD, "tissue.nii.gz")]
    print("\nlic analyse, one thread, 256 × 256 × 11 voxels and five echoes, from files to report;")
    print("error of the mean LIC of each slice, %, from R2 as printed to 0.1 s⁻¹, at LIC " + " ".join(f"{l:.1f}" for l in LADDER))
    for label, variant, options in (("one exponential", "monoSNR50", ["--one-exponential"]), ("full analysis", "sdpSNR50", masks)):
        seconds, errors = analyse(variant, *options)
        print(f"{label:16s} {seconds:6.3f} s   " + " ".join(f"{e:+.2f}" for e in errors))
    return 1 if differs else 0


sys.exit(main())

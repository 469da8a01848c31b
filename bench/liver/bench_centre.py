"""Measures time and memory from 55 compressed DICOM files to result objects.

It generates a study of 5 echoes with 11 slices of 256 × 256 voxels, in JPEG-LS, in lossless JPEG 2000 and uncompressed, and
runs `lic analyse` on it.

usage: bench_centre.py [LIC [PIN]]
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Tests/Conformance/centre"))
from phantom import Phantom, regions, save, segmentation, study

lic = sys.argv[1] if len(sys.argv) > 1 else ".build/release/lic"
pin = sys.argv[2] if len(sys.argv) > 2 else "generated/LA.CP.MP.53/2023-11/measurement.json"
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    phantom = Phantom(lic=8, size=256, slices=11, snr=60)
    images = study(phantom, spacing=1.5625)
    save(images, folder / "plain")
    drawn = segmentation(images, phantom, regions(phantom))
    for name, tool in (("JPEG-LS", ["dcmcjpls", "+el"]), ("JPEG 2000", ["gdcmconv", "--j2k"]), ("plain", ["cp"])):
        input_folder = folder / name.replace(" ", "")
        if name != "plain":
            input_folder.mkdir()
            for file in sorted((folder / "plain").iterdir()):
                subprocess.run([*tool, file, input_folder / file.name], check=True, capture_output=True)
        drawn.save_as(input_folder / "regions.dcm")
        size = sum(file.stat().st_size for file in input_folder.iterdir()) / 1e6
        for threads in (1, 2):
            runs = []
            for _ in range(5):
                shutil.rmtree(folder / "result", ignore_errors=True)
                command = [lic, "analyse", input_folder, "--pin", pin, "-o", folder / "result", "--threads", str(threads)]
                done = subprocess.run(["/usr/bin/time", "-f", "%e s %U s %S s %M kB", *command], capture_output=True, text=True, check=True)
                found = re.search(r"([\d.]+) s ([\d.]+) s ([\d.]+) s (\d+) kB", done.stderr).groups()
                runs.append([float(value) for value in found])
            seconds = sorted(run[0] for run in runs)
            # Other programs use the machine too, so the CPU time is more stable than the elapsed time.
            processor = sorted(run[1] + run[2] for run in runs)
            print(
                f"figure: 55 files, {name}, {size:.1f} MB, {threads} threads: median {seconds[2]:.2f} s, best {seconds[0]:.2f} s, "
                f"CPU {processor[2]:.2f} s, peak {max(run[3] for run in runs) / 1000:.0f} MB"
            )

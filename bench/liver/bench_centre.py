"""Time and memory from 55 compressed files of DICOM to result objects.   usage: bench_centre.py [LIC [PIN]]

Makes a study of 5 echoes of 11 slices of 256 × 256 voxels in JPEG-LS and in JPEG 2000 lossless, and runs `lic analyse` on it."""
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
        place = folder / name.replace(" ", "")
        if name != "plain":
            place.mkdir()
            for file in sorted((folder / "plain").iterdir()):
                subprocess.run([*tool, file, place / file.name], check=True, capture_output=True)
        drawn.save_as(place / "regions.dcm")
        size = sum(file.stat().st_size for file in place.iterdir()) / 1e6
        for threads in (1, 2):
            runs = []
            for _ in range(5):
                shutil.rmtree(folder / "result", ignore_errors=True)
                words = [lic, "analyse", place, "--pin", pin, "-o", folder / "result", "--threads", str(threads)]
                done = subprocess.run(["/usr/bin/time", "-f", "%e s %U s %S s %M kB", *words], capture_output=True, text=True, check=True)
                found = re.search(r"([\d.]+) s ([\d.]+) s ([\d.]+) s (\d+) kB", done.stderr).groups()
                runs.append([float(value) for value in found])
            seconds = sorted(run[0] for run in runs)
            # Others use the machine too: the time of the processor is the steadier figure.
            processor = sorted(run[1] + run[2] for run in runs)
            print(
                f"figure: 55 files, {name}, {size:.1f} MB, {threads} threads: median {seconds[2]:.2f} s, best {seconds[0]:.2f} s, "
                f"of the processor {processor[2]:.2f} s, peak {max(run[3] for run in runs) / 1000:.0f} MB"
            )

"""Real echo trains of four scanners: refused, all; overridden, R2 alone, stamped, beside the reference values of the plate.

Plate 4 of a system phantom has spheres of MnCl2; their T2 in ms, 7th to 14th sphere, as GSTT-CSC/hazen has them in
hazenlib/data/relaxometry_params.py (Apache-2.0).

usage: trains.py LIC PIN FOLDER"""
import json
import pathlib
import subprocess
import sys
import tempfile

import nibabel
import numpy as np
import pydicom

lic, pin, data = sys.argv[1:4]
T2 = {
    1.5: [91.76, 64.84, 45.28, 30.62, 19.76, 15.99, 10.47, 8.15],
    3.0: [64.07, 46.42, 31.97, 22.56, 15.813, 11.237, 7.911, 5.592],
}


def check(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def components(mask):
    """Sets of neighbouring pixels."""
    left = set(zip(*np.nonzero(mask)))
    while left:
        stack, found = [left.pop()], []
        while stack:
            row, column = place = stack.pop()
            found.append(place)
            for other in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if other in left:
                    left.remove(other)
                    stack.append(other)
        yield found


def spheres(images):
    """Masks of the eight fastest spheres, the slowest of them first, by a weighted log-linear fit of the first echoes."""
    times = np.array([float(image.EchoTime) for image in images[:8]])[:, None, None] / 1000
    signals = np.stack([image.pixel_array.astype(float) for image in images[:8]])
    weights, logs = signals**2, np.log(np.maximum(signals, 1))
    whole = np.maximum(weights.sum(0), 1e-9)
    time = (weights * times).sum(0) / whole
    rate = -(weights * (times - time) * logs).sum(0) / np.maximum((weights * (times - time) ** 2).sum(0), 1e-12)
    rate[signals[0] < 0.15 * np.percentile(signals[0], 99)] = 0
    found = []
    for pixels in components(rate > 5):
        if len(pixels) > 30:
            rows, columns = np.array(pixels).T
            middle = (rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2 <= 0.4 * len(pixels) / np.pi
            found.append((np.median(rate[rows, columns]), rows[middle], columns[middle]))
    found.sort(key=lambda sphere: sphere[0])
    check(len(found) >= 8, "eight spheres are seen")
    return [(rows, columns) for _, rows, columns in found[-8:]]


def affine(image):
    """From voxels to mm, right, front and top, as NIfTI has it."""
    x, y, z, u, v, w = map(float, image.ImageOrientationPatient)
    rows, columns = map(float, image.PixelSpacing)
    across = np.cross([x, y, z], [u, v, w])
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1] = np.array([x, y, z]) * columns, np.array([u, v, w]) * rows
    matrix[:3, 2], matrix[:3, 3] = across, [float(part) for part in image.ImagePositionPatient]
    return np.diag([-1, -1, 1, 1]) @ matrix


def main(folder):
    for scanner in sorted(pathlib.Path(data).iterdir()):
        images = sorted((pydicom.dcmread(file) for file in scanner.iterdir()), key=lambda image: float(image.EchoTime))
        refused = subprocess.run([lic, "analyse", scanner, "--pin", pin, "-o", folder / "refused"], capture_output=True, text=True)
        check(refused.returncode == 1, f"{scanner.name} is refused")
        result = json.loads((folder / "refused" / "result.json").read_text())
        failed = {check["code"] for check in result["checks"] if check["result"] == "fail"}
        check({"echo-set", "single-echo"} <= failed, f"{scanner.name} is refused as a train, not only for {failed}")
        check("r2" not in result and "lic" not in result, "a refusal has no figure")

        places = spheres(images)
        mask = np.zeros((images[0].Columns, images[0].Rows, 1), np.uint8)
        for rows, columns in places:
            mask[columns, rows] = 1
        matrix = affine(images[0])
        nibabel.save(nibabel.Nifti1Image(mask, matrix), folder / "mask.nii.gz")
        slope = float(images[0].get("RescaleSlope", 1))
        corner = images[0].pixel_array[:12, :12].astype(float)
        scale = [element.value for element in images[0] if element.tag.group == 0x2005 and element.tag.element == 0x100E]
        sigma = max(np.sqrt((corner**2).mean() / 2), 0.5) / (scale[0] if scale else 1 / slope)
        words = [lic, "analyse", scanner, "--pin", pin, "--override", "--mask", folder / "mask.nii.gz", "--noise", f"{sigma:.6f}"]
        done = subprocess.run([*words, "-o", folder / "override"], capture_output=True, text=True)
        check(done.returncode == 0, f"{scanner.name} is measured when overridden: {done.stdout}{done.stderr}")
        result = json.loads((folder / "override" / "result.json").read_text())
        check("lic" not in result and not list((folder / "override").glob("lic*")), "no figure of iron when overridden")
        text = subprocess.run(["pdftotext", folder / "override" / "report.pdf", "-"], capture_output=True, text=True).stdout
        check("CHECKS OVERRIDDEN" in done.stdout and "CHECKS OVERRIDDEN" in result["override"], "the override is said")
        check(text.count("CHECKS OVERRIDDEN") == text.count("\f"), "and stamped on each page")
        check("mg/g" not in text, "the report has no figure of iron")
        report = pydicom.dcmread(folder / "override" / "measurements.dcm")
        values = [str(element.value) for element in report.iterall() if element.keyword == "TextValue"]
        check(any("CHECKS OVERRIDDEN" in value for value in values), "the structured report holds the stamp")
        picture = pydicom.dcmread(folder / "override" / "r2-picture.dcm").pixel_array
        check(((picture == [138, 28, 28]).all(-1)).sum() > 10000, "the picture holds the stamp")

        rates = nibabel.load(folder / "override" / "r2.nii.gz").get_fdata()
        found = np.array([np.median(rates[columns, rows, 0]) for rows, columns in places])
        field = 1.5 if float(images[0].MagneticFieldStrength) < 2 else 3.0
        expected = 1000 / np.array(T2[field])
        errors = 100 * (found / expected - 1)
        print(f"{scanner.name}: refused for {', '.join(sorted(failed))}; R2 of spheres {found.round(1)} against {expected.round(1)}, errors {errors.round(0)} %")
        check((np.diff(found) > -0.02 * found[1:]).all(), "a faster sphere measures faster")
        check((errors < 0).all() and errors.mean() < -15, "a train reads low, which is why it is refused")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(pathlib.Path(folder))

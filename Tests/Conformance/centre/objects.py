"""The result objects of a study, read by programs of others: dciodvfy, pydicom, highdicom, pdftotext.

usage: objects.py LIC PIN"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import highdicom
import numpy as np
import pydicom
from phantom import Phantom, regions, save, segmentation, study
from pydicom.sr.codedict import codes

lic, pin = sys.argv[1:3]
OBJECTS = {"report.dcm", "measurements.dcm", "lic-picture.dcm", "r2-picture.dcm", "region.dcm", "r2-map.dcm"}
# A private scheme is in no list of schemes, and there is no standard one with a concept of liver iron.
PRIVATE = "Unrecognized defined term = <99LIC>"


def check(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def run(*words, expected=0):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1770000000"}
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=environment)
    check(done.returncode == expected, f"{words} ends with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def text_of(pdf):
    # Lines break anywhere.
    return " ".join(subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout.split())


def words_of(data):
    """All values of a data set, those of its sequences too."""
    return "\n".join(str(element.value) for element in data.iterall() if element.VR not in ("SQ", "OB", "OW", "OF"))


def validate(folder, expected):
    found = {file.name for file in folder.iterdir() if file.suffix == ".dcm"}
    check(found == expected, f"{sorted(found)} are written")
    for name in sorted(found):
        done = subprocess.run(["dciodvfy", "-new", folder / name], capture_output=True, text=True)
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("Error", "Warning"))]
        said = [line for line in said if PRIVATE not in line]
        check(not said, f"dciodvfy finds nothing in {name}: {said}")
    return {name: pydicom.dcmread(folder / name) for name in found}


def check_references(objects, images):
    sources = {image.SOPInstanceUID for image in images if image.Modality == "MR"}
    first = images[0]
    for name, data in objects.items():
        for keyword in ("PatientID", "PatientName", "PatientBirthDate", "StudyInstanceUID", "StudyDate", "AccessionNumber"):
            check(data[keyword].value == first[keyword].value, f"{name} has the same {keyword}")
        check(data.SeriesInstanceUID not in {image.SeriesInstanceUID for image in images}, f"{name} is in a series of its own")
        check(data.SoftwareVersions, f"{name} names the version of the software")
        text = words_of(data)
        check(all(uid in text for uid in sources), f"{name} names all its source instances")
    check(len({data.SOPInstanceUID for data in objects.values()}) == len(objects), "each object has its own UID")


def check_report(data, phantom, result, is_released):
    report = highdicom.sr.Comprehensive3DSR.from_dataset(data)
    (group,) = report.content.get_volumetric_roi_measurement_groups(finding_site=codes.SCT.Liver)
    (rate,) = group.get_measurements(name=codes.DCM.R2)
    check(float(rate.value) == result["r2"]["meanPerSecond"], "R2 is that of result.json")
    check(rate.unit.value == "/s" and rate.unit.scheme_designator == "UCUM", "R2 is per second")
    iron = [item for item in group.get_measurements() if item.name.value == "LIC"]
    check([item.unit.value for item in iron] == ["mg/g", "mmol/kg"], "LIC is in both units")
    check(str(iron[0].value) == str(float(result["lic"]["milligramsPerGram"])), "LIC is that of result.json")
    check(group.referenced_segment is not None, "the region is referenced")
    check(data.VerificationFlag == ("VERIFIED" if is_released else "UNVERIFIED"), "verified when released")
    check(data.PreliminaryFlag == ("FINAL" if is_released else "PRELIMINARY"), "final when released")
    text = words_of(data)
    for word in (result["lic"]["digest"], "LA.CP.MP.53 2023-11", "r2-1.5t-st-pierre-2005 revision 1", "esearch use only"):
        check(word in text, f"the report holds {word}")


def check_images(objects, phantom, result):
    region = highdicom.seg.Segmentation.from_dataset(objects["region.dcm"])
    mask = region.pixel_array.astype(bool)
    check(np.array_equal(mask, np.repeat(phantom.liver_mask[None], phantom.slices, axis=0)), "the region is the one that was drawn")
    mapped = highdicom.pm.ParametricMap.from_dataset(objects["r2-map.dcm"])
    values = mapped.pixel_array
    mean = float(np.nanmean(values))
    check(np.isfinite(values).sum() == phantom.liver_mask.sum() * phantom.slices, "each voxel of the region has a rate")
    check(abs(mean - result["r2"]["mapMeanPerSecond"]) < 0.06, "the map is that of result.json")
    picture = objects["lic-picture.dcm"].pixel_array
    check(picture.shape == (1000, 900, 3) and len(np.unique(picture.reshape(-1, 3), axis=0)) > 50, "the picture has colours")


def main(folder):
    phantom = Phantom(lic=8, seed=55)
    images = study(phantom, identity="42")
    for image in images:
        image.SpecificCharacterSet = "ISO_IR 192"
        image.PatientName = "Müller^Žofie=山田^花子"
    images.append(segmentation(images, phantom, regions(phantom)))
    save(images, folder / "study")
    draft = folder / "draft"
    run(lic, "analyse", folder / "study", "--pin", pin, "-o", draft)
    result = json.loads((draft / "result.json").read_text())
    objects = validate(draft, OBJECTS)
    check_references(objects, images)
    check_report(objects["measurements.dcm"], phantom, result, False)
    check_images(objects, phantom, result)
    text = text_of(draft / "report.pdf")
    figure = result["lic"]["milligramsPerGram"]
    for word in (
        figure, result["lic"]["millimolesPerKilogram"], "mg/g", "mmol/kg", "95 % interval", "Normal: under 1.8", "PID42", "Müller", "山田",
        "2026-02-03", "ACC42", "DRAFT", "Acquisition checks", "St Pierre", "PMID 36809220", "Not for diagnostic use unless cleared",
        "s⁻¹", "Severe", result["lic"]["digest"][:20],
    ):
        check(word in text, f"the PDF of the draft holds {word}")
    inside = bytes(objects["report.dcm"].EncapsulatedDocument)[: objects["report.dcm"].EncapsulatedDocumentLength]
    check(inside == (draft / "report.pdf").read_bytes(), "the Encapsulated PDF is the PDF")

    again = folder / "again"
    run(lic, "analyse", folder / "study", "--pin", pin, "-o", again, "--threads", "1", "--kernel", "portable")
    for name in sorted(OBJECTS):
        check((draft / name).read_bytes() == (again / name).read_bytes(), f"{name} is the same bytes again")

    run(lic, "release", draft, "--observer", "Reader^Example", "--role", "radiologist", "--confirm-report", expected=1)
    run(lic, "release", draft, "--observer", "Reader^Example", "--role", "radiologist", "--confirm-region", expected=1)
    run(lic, "release", draft, "--observer", "Reader^Example", "--role", "radiologist", "--confirm-region", "--confirm-report")
    run(lic, "release", draft, "--observer", "Reader^Example", "--role", "radiologist", "--confirm-region", "--confirm-report", expected=1)
    released = validate(draft, OBJECTS)
    check_references(released, images)
    check_report(released["measurements.dcm"], phantom, result, True)
    text = text_of(draft / "report.pdf")
    check("DRAFT" not in text and "Released by Reader, Example (radiologist), 2026-02-02 02:40 UTC" in text, "the PDF says who released it")
    check(released["report.dcm"].SOPInstanceUID != objects["report.dcm"].SOPInstanceUID, "a draft and its release are two objects")

    # An amendment supersedes it, and says why.
    images[-1] = segmentation(images[:-1], phantom, {**regions(phantom), "Liver": phantom.liver_mask & np.roll(phantom.liver_mask, 5, axis=1)})
    save(images, folder / "study")
    amended = folder / "amended"
    run(lic, "analyse", folder / "study", "--pin", pin, "-o", amended)
    words = [lic, "release", amended, "--observer", "Reader^Example", "--role", "radiologist", "--confirm-region", "--confirm-report"]
    run(*words, expected=1)
    run(*words, "--amends", draft, "--because", "the region held a vessel")
    objects = validate(amended, OBJECTS)
    (before,) = objects["measurements.dcm"].PredecessorDocumentsSequence
    uid = before.ReferencedSeriesSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID
    check(uid == released["measurements.dcm"].SOPInstanceUID, "an amendment names what it supersedes")
    check("the region held a vessel" in text_of(amended / "report.pdf"), "and says why")

    # Beyond the calibration there is a limit and no number.
    phantom = Phantom(lic=60, seed=5, snr=150)
    images = study(phantom, identity="43")
    images.append(segmentation(images, phantom, regions(phantom)))
    save(images, folder / "beyond")
    run(lic, "analyse", folder / "beyond", "--pin", pin, "-o", folder / "limit")
    objects = validate(folder / "limit", OBJECTS)
    (group,) = highdicom.sr.Comprehensive3DSR.from_dataset(objects["measurements.dcm"]).content.get_volumetric_roi_measurement_groups()
    check([item.name.value for item in group.get_measurements()] == ["126394"], "no number of LIC beyond the calibration")
    check("> 42.7" in text_of(folder / "limit" / "report.pdf"), "its limit is printed")

    # A proposal is a draft that says so, and without tissue there is no concentration. A refusal has no figure at all.
    save(study(Phantom(seed=8), identity="44"), folder / "undrawn")
    run(lic, "analyse", folder / "undrawn", "--pin", pin, "-o", folder / "proposed")
    objects = validate(folder / "proposed", OBJECTS - {"lic-picture.dcm"})
    check(objects["region.dcm"].SegmentSequence[0].SegmentAlgorithmType == "AUTOMATIC", "a proposal is by an algorithm")
    mask = objects["region.dcm"].pixel_array.astype(bool)
    truth = np.repeat(Phantom(seed=8).liver_mask[None], 3, axis=0)
    check(mask.sum() > 0.6 * truth.sum() and (mask & ~truth).sum() < 0.02 * mask.sum(), "and is of the liver")
    text = text_of(folder / "proposed" / "report.pdf")
    check("proposed by a program" in text, "its report says so")
    check("draw muscle and spleen" in text, "and what to draw for a concentration")
    for image in (refused := study(Phantom(seed=8), identity="45")):
        image.EchoTrainLength = 5
    save(refused, folder / "train")
    run(lic, "analyse", folder / "train", "--pin", pin, "-o", folder / "refused", expected=1)
    validate(folder / "refused", {"report.dcm"})
    text = text_of(folder / "refused" / "report.pdf")
    check("not accepted" in text and "single-echo" in text and "To do:" in text, "a refusal says what to repeat")
    # The limit of the saline check is a rate, and the only one in a refusal.
    text = text.replace("a trend of over 8 s⁻¹", "")
    check("mg/g" not in text and "s⁻¹" not in text, "and it contains no figure")
    print("result objects: clean under dciodvfy, read by pydicom, highdicom and pdftotext")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(pathlib.Path(folder))

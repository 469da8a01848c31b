"""One study in every transfer syntax, as single and as enhanced multi-frame images, in any order: the same maps, bit by bit.

usage: syntaxes.py LIC PIN"""
import copy
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import pydicom
import pydicom.encaps
from phantom import Phantom, regions, save, segmentation, study
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

lic, pin = sys.argv[1:3]
ENHANCED = "1.2.840.10008.5.1.4.1.1.4.1"
TOOLS = {
    "implicit": ["dcmconv", "+ti"],
    "big endian": ["dcmconv", "+tb"],
    "deflated": ["dcmconv", "+td"],
    "undefined lengths": ["dcmconv", "+te", "-e"],
    "JPEG lossless": ["dcmcjpeg", "+el"],
    "JPEG lossless, first order": ["dcmcjpeg", "+e1"],
    "JPEG-LS": ["dcmcjpls", "+el"],
    "RLE": ["dcmcrle"],
    "JPEG 2000": ["gdcmconv", "--j2k"],
    "JPEG 2000 in three fragments": ["gdcmconv", "--j2k"],
}


def item(**attributes):
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def enhanced(images):
    """The images of one echo as one enhanced multi-frame file, as scanners of today write them."""
    first = images[0]
    data = copy.deepcopy(first)
    moved = "ImagePositionPatient ImageOrientationPatient PixelSpacing SliceThickness SpacingBetweenSlices EchoTime RepetitionTime EchoTrainLength FlipAngle EchoNumbers ImagingFrequency InPlanePhaseEncodingDirection ScanningSequence SequenceVariant AcquisitionDate AcquisitionTime"
    for keyword in moved.split():
        del data[keyword]
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = ENHANCED
    data.ImageType = ["ORIGINAL", "PRIMARY", "M", "NONE"]
    data.EchoPulseSequence = "SPIN"
    data.MultipleSpinEcho = "NO"
    data.NumberOfFrames = len(images)
    data.AcquisitionDateTime = first.AcquisitionDate + first.AcquisitionTime
    shared = item(
        PixelMeasuresSequence=Sequence([item(PixelSpacing=first.PixelSpacing, SliceThickness=5, SpacingBetweenSlices=10)]),
        PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=first.ImageOrientationPatient)]),
        MRTimingAndRelatedParametersSequence=Sequence([item(RepetitionTime=2500, FlipAngle=90, RFEchoTrainLength=1)]),
        MRFOVGeometrySequence=Sequence([item(InPlanePhaseEncodingDirection="ROW")]),
        MRImagingModifierSequence=Sequence([item(TransmitterFrequency=63.6464)]),
        PixelValueTransformationSequence=Sequence([item(RescaleSlope=1, RescaleIntercept=0, RescaleType="US")]),
    )
    data.SharedFunctionalGroupsSequence = Sequence([shared])
    frames = []
    for image in images:
        frames.append(
            item(
                PlanePositionSequence=Sequence([item(ImagePositionPatient=image.ImagePositionPatient)]),
                MREchoSequence=Sequence([item(EffectiveEchoTime=float(image.EchoTime))]),
                MRImageFrameTypeSequence=Sequence([item(FrameType=["ORIGINAL", "PRIMARY", "M", "NONE"], ComplexImageComponent="MAGNITUDE")]),
            )
        )
    data.PerFrameFunctionalGroupsSequence = Sequence(frames)
    data.PixelData = b"".join(image.PixelData for image in images)
    return data


def analyse(source, folder):
    result = folder / "result"
    shutil.rmtree(result, ignore_errors=True)
    done = subprocess.run([lic, "analyse", *source, "--pin", pin, "-o", result], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{source}: {done.stdout}{done.stderr}")
    return {name: (result / name).read_bytes() for name in ("r2.nii.gz", "lic.nii.gz", "quality.nii.gz")}


def main(folder):
    phantom = Phantom(lic=8, seed=77, size=90)
    images = study(phantom)
    drawn = segmentation(images, phantom, regions(phantom))
    plain = folder / "plain"
    save(images + [drawn], plain)
    expected = analyse([plain], folder)

    def compare(name, source):
        if analyse(source, folder) != expected:
            sys.exit(f"{name}: other maps than of the plain files")

    for name, tool in TOOLS.items():
        changed = folder / "changed"
        shutil.rmtree(changed, ignore_errors=True)
        changed.mkdir()
        seen = set()
        for file in sorted(plain.iterdir()):
            if file.name == f"image-{len(images):03}.dcm":
                shutil.copy(file, changed)
                continue
            subprocess.run([*tool, file, changed / file.name], check=True, capture_output=True)
            if "fragments" in name:
                data = pydicom.dcmread(changed / file.name)
                (stream,) = pydicom.encaps.generate_frames(data.PixelData, number_of_frames=1)
                data.PixelData = pydicom.encaps.encapsulate([stream], fragments_per_frame=3)
                data.save_as(changed / file.name)
            seen.add(pydicom.dcmread(changed / file.name, stop_before_pixels=True).file_meta.TransferSyntaxUID.name)
        compare(name, [changed])
        print(f"{name}: {', '.join(seen)}, same maps")

    frames = folder / "frames"
    save([enhanced(images[3 * echo : 3 * echo + 3]) for echo in range(5)] + [drawn], frames)
    compare("enhanced", [frames])
    compressed = folder / "compressed"
    for name, tool in (("JPEG-LS", ["dcmcjpls", "+el"]), ("JPEG 2000", ["gdcmconv", "--j2k"])):
        shutil.rmtree(compressed, ignore_errors=True)
        shutil.copytree(frames, compressed)
        for file in sorted(compressed.iterdir())[:5]:
            subprocess.run([*tool, frames / file.name, file], check=True, capture_output=True)
        compare(f"enhanced, {name}", [compressed])
    print("enhanced multi-frame, plain, JPEG-LS and JPEG 2000: same maps")

    files = sorted(plain.iterdir())
    random.Random(4).shuffle(files)
    compare("a list of files", files)
    renamed = folder / "renamed"
    for number, file in enumerate(files):
        place = renamed / f"series{number % 3}" / f"{number * 7919 % 100}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    compare("other names and folders", [renamed])
    print("files in any order and under any name: same maps")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(pathlib.Path(folder))

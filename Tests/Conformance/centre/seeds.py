"""Small files of DICOM of every kind that is read, for the fuzzer to start from.   usage: seeds.py FOLDER"""
import pathlib
import subprocess
import sys

from phantom import Phantom, regions, save, segmentation, study

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
phantom = Phantom(size=24, slices=2)
images = study(phantom)
plain = images[0]
plain.save_as(folder / "plain.dcm", enforce_file_format=True)
small = {"Liver": phantom.liver_mask}
segmentation(images, phantom, small).save_as(folder / "regions.dcm")
for name, tool in {
    "implicit": ["dcmconv", "+ti"],
    "big-endian": ["dcmconv", "+tb"],
    "deflated": ["dcmconv", "+td"],
    "undefined-lengths": ["dcmconv", "+te", "-e"],
    "jpeg": ["dcmcjpeg", "+e1"],
    "jpeg-ls": ["dcmcjpls", "+el"],
    "rle": ["dcmcrle"],
    "jpeg-2000": ["gdcmconv", "--j2k"],
}.items():
    subprocess.run([*tool, folder / "plain.dcm", folder / f"{name}.dcm"], check=True)

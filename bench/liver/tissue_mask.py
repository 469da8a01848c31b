"""Writes a mask of muscle (1) and spleen (2) in the phantom, excluding their borders.

usage: tissue_mask.py PHANTOM OUT.nii.gz
"""
import sys

import nibabel as nib
import numpy as np

phantom, out = sys.argv[1:]
liver = nib.load(f"{phantom}/derivatives/truth/sub-phantom/anat/sub-phantom_desc-liver_mask.nii")
y, x = np.mgrid[0:256, 0:256]


def ellipse(cx, cy, rx, ry):
    return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1


muscle = ellipse(128, 128, 102, 74) & ~ellipse(100, 120, 62, 47) & ~ellipse(196, 140, 22, 30)
tissue = muscle + 2 * ellipse(196, 140, 16, 22.4)
volume = np.repeat(tissue[:, :, None], liver.shape[2], axis=2).astype(np.uint8)
nib.save(nib.Nifti1Image(volume, liver.affine), out)

"""A body with a liver of known iron as a study of DICOM: five single spin echoes, each its own series, as a scanner sends them."""
import datetime

import highdicom
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sr.codedict import codes
from pydicom.uid import ExplicitVRLittleEndian

ECHO_TIMES = (6, 9, 12, 15, 18)
GAINS = (1.00, 0.98, 1.02, 0.99, 1.03)
MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"
ROOT = "2.25.1000"


def rate_of(milligrams_per_gram):
    """R2 of the shipped phantom's forward curve, in 1/s."""
    power = milligrams_per_gram**0.701
    return 6.88 + 26.06 * power - 0.438 * power * power


class Phantom:
    """Arrays of one body; slices × rows × columns. Other bodies come of other seeds, sizes and concentrations."""

    def __init__(self, lic=5.0, size=96, slices=3, snr=60, seed=1):
        self.lic, self.size, self.slices, self.snr, self.seed = lic, size, slices, snr, seed
        y, x = np.mgrid[0:size, 0:size] / size

        def ellipse(cx, cy, rx, ry):
            return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1

        self.body = ellipse(0.5, 0.46, 0.42, 0.3)
        self.liver_mask = ellipse(0.39, 0.44, 0.25, 0.19)
        self.spleen_mask = ellipse(0.78, 0.5, 0.07, 0.1)
        self.saline_mask = (abs(x - 0.5) <= 0.3) & (abs(y - 0.87) <= 0.055)
        self.muscle_mask = self.body & ~ellipse(0.39, 0.44, 0.28, 0.22) & ~ellipse(0.78, 0.5, 0.09, 0.12)
        self.muscle_mask &= ellipse(0.5, 0.46, 0.39, 0.27)
        self.field = 2000 * (1 + 0.2 * (2 * x - 1) - 0.15 * (2 * y - 1) ** 2 + 0.1 * (2 * x - 1) * (2 * y - 1))

    def clean(self, milliseconds):
        t = milliseconds / 1000
        decay = np.where(self.body, np.exp(-28 * t), 0)
        decay = np.where(self.spleen_mask, np.exp(-20 * t), decay)
        # The mean of two populations of spins is the rate of the calibration.
        rate = rate_of(self.lic)
        slow = 0.3 * rate
        fast = (rate - 0.35 * slow) / 0.65
        decay = np.where(self.liver_mask, 0.65 * np.exp(-fast * t) + 0.35 * np.exp(-slow * t), decay)
        decay = np.where(self.saline_mask, np.exp(-0.5 * t), decay)
        return self.field * decay

    def volume(self, echo, milliseconds=None):
        """int volume of one echo with its gain and Rician noise."""
        clean = self.clean(milliseconds or ECHO_TIMES[echo]) * GAINS[echo]
        sigma = 2000 / self.snr
        random = np.random.Generator(np.random.PCG64([self.seed, echo]))
        shape = (self.slices, self.size, self.size)
        noisy = np.hypot(clean + sigma * random.standard_normal(shape), sigma * random.standard_normal(shape))
        return np.rint(noisy).clip(0, 4095).astype(np.uint16)


def study(phantom, identity="1", spacing=4.0):
    """Data sets of a study, in no file yet, echo by echo and slice by slice."""
    now = datetime.datetime(2026, 2, 3, 9, 0, 0)
    images = []
    for echo, milliseconds in enumerate(ECHO_TIMES):
        volume = phantom.volume(echo)
        for index in range(phantom.slices):
            start = now + datetime.timedelta(minutes=4 * echo, seconds=3)
            data = Dataset()
            data.file_meta = FileMetaDataset()
            data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            data.file_meta.MediaStorageSOPClassUID = MR_IMAGE
            data.SpecificCharacterSet = "ISO_IR 100"
            data.ImageType = ["ORIGINAL", "PRIMARY", "M", "ND"]
            data.SOPClassUID = MR_IMAGE
            data.SOPInstanceUID = f"{ROOT}.{identity}.{echo + 1}.{index + 1}"
            data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
            data.StudyDate = data.SeriesDate = data.AcquisitionDate = data.ContentDate = "20260203"
            data.StudyTime = "085500"
            data.SeriesTime = data.AcquisitionTime = data.ContentTime = start.strftime("%H%M%S.00")
            data.AccessionNumber = f"ACC{identity}"
            data.Modality = "MR"
            data.Manufacturer = "SIEMENS"
            data.ManufacturerModelName = "Phantom"
            data.InstitutionName = "Example MRI Centre"
            data.ReferringPhysicianName = ""
            data.StudyDescription = "Liver iron"
            data.SeriesDescription = f"SE TE {milliseconds}"
            data.PatientName = f"Example^Case {identity}"
            data.PatientID = f"PID{identity}"
            data.PatientBirthDate = "19800101"
            data.PatientSex = "O"
            data.ScanningSequence = "SE"
            data.SequenceVariant = "SP"
            data.ScanOptions = ""
            data.SequenceName = "se2d1"
            data.MRAcquisitionType = "2D"
            data.SliceThickness = 5
            data.RepetitionTime = 2500
            data.EchoTime = milliseconds
            data.NumberOfAverages = 1
            data.ImagingFrequency = 63.6464
            data.EchoNumbers = 1
            data.MagneticFieldStrength = 1.5
            data.SpacingBetweenSlices = 10
            data.EchoTrainLength = 1
            data.FlipAngle = 90
            data.InPlanePhaseEncodingDirection = "ROW"
            data.StudyInstanceUID = f"{ROOT}.{identity}"
            data.SeriesInstanceUID = f"{ROOT}.{identity}.{echo + 1}"
            data.StudyID = "1"
            data.SeriesNumber = echo + 1
            data.AcquisitionNumber = 1
            data.InstanceNumber = index + 1
            data.ImagePositionPatient = [-190, -190, 10.0 * index - 50]
            data.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
            data.FrameOfReferenceUID = f"{ROOT}.{identity}.9"
            data.PositionReferenceIndicator = ""
            data.SamplesPerPixel = 1
            data.PhotometricInterpretation = "MONOCHROME2"
            data.Rows = data.Columns = phantom.size
            data.PixelSpacing = [spacing, spacing]
            data.BitsAllocated = 16
            data.BitsStored = 12
            data.HighBit = 11
            data.PixelRepresentation = 0
            data.PixelData = volume[index].tobytes()
            images.append(data)
    return images


def segmentation(images, phantom, masks, created="20260203101500"):
    """A DICOM segmentation of a study by its first echo; masks by label, drawn by a person."""
    known = {"Liver": codes.SCT.Liver, "Spleen": codes.SCT.Spleen}
    sources = images[: phantom.slices]
    descriptions, planes = [], []
    for number, (label, mask) in enumerate(masks.items(), 1):
        descriptions.append(
            highdicom.seg.SegmentDescription(
                segment_number=number,
                segment_label=label,
                segmented_property_category=codes.SCT.AnatomicalStructure,
                segmented_property_type=known.get(label, codes.SCT.Tissue),
                algorithm_type="MANUAL",
            )
        )
        planes.append(np.repeat(mask[None], phantom.slices, axis=0))
    made = highdicom.seg.Segmentation(
        source_images=sources,
        pixel_array=np.stack(planes, axis=-1).astype(np.uint8),
        segmentation_type="BINARY",
        segment_descriptions=descriptions,
        series_instance_uid=f"{images[0].StudyInstanceUID}.77{created[-4:]}",
        series_number=77,
        sop_instance_uid=f"{images[0].StudyInstanceUID}.78{created[-4:]}",
        instance_number=1,
        manufacturer="Example",
        manufacturer_model_name="Drawing board",
        software_versions="1",
        device_serial_number="1",
        content_label="REGIONS",
    )
    made.ContentDate, made.ContentTime = created[:8], created[8:]
    return made


def regions(phantom):
    return {
        "Liver": phantom.liver_mask,
        "Saline": phantom.saline_mask,
        "Muscle": phantom.muscle_mask,
        "Spleen": phantom.spleen_mask,
    }


def save(images, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images):
        image.save_as(folder / f"image-{number:03}.dcm", enforce_file_format=True)

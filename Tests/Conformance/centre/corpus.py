"""Studies with one thing wrong each, and studies with nothing wrong: each mistake must be found by its own check, and no other.

usage: corpus.py LIC PIN"""
import copy
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import pydicom
from phantom import ECHO_TIMES, Phantom, regions, save, segmentation, study
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

lic, pin = sys.argv[1:3]
SE_MR = "1.2.840.10008.5.1.4.1.1.4"


def echo(images, number):
    """The images of one echo, from 0; a segmentation is none of them."""
    return [image for image in images if image.Modality == "MR" and image.SOPInstanceUID.split(".")[4] == str(number + 1)]


def drop(images, image):
    """Without comparing pixels, as `remove` would."""
    del images[next(index for index, other in enumerate(images) if other is image)]


def all_images(images):
    return [image for image in images if image.Modality == "MR"]


def pixels(image):
    return np.frombuffer(image.PixelData, np.uint16).reshape(image.Rows, image.Columns)


def put_pixels(image, values, most=4095):
    image.PixelData = np.rint(values).clip(0, most).astype(np.uint16).tobytes()


MUTATIONS = {}


def mutation(code, *also):
    """Registers a mistake under the check that must find it; others that follow from it are named too."""

    def register(function):
        MUTATIONS[function.__name__] = (code, set(also), function)
        return function

    return register


def of_attribute(name, code, keyword, value, echoes=range(5), slices=range(99), also=()):
    """A mistake that is one attribute of some images; None leaves it out."""

    def mutate(images, phantom):
        for number in echoes:
            for index, image in enumerate(echo(images, number)):
                if index in slices:
                    if value is None:
                        del image[keyword]
                    else:
                        setattr(image, keyword, value(image) if callable(value) else value)

    MUTATIONS[name] = (code, set(also), mutate)


# Echo times.
of_attribute("echo_time_missing_everywhere", "echo-set", "EchoTime", None)
of_attribute("echo_time_missing_in_one_image", "echo-set", "EchoTime", None, [2], [1], also=["geometry", "completeness"])
of_attribute("echo_time_half_a_millisecond_off", "echo-set", "EchoTime", 9.5, [1])
of_attribute("echo_time_in_seconds", "echo-set", "EchoTime", lambda image: float(image.EchoTime) / 1000, also=["geometry", "completeness"])
of_attribute("echo_time_of_another_echo", "echo-set", "EchoTime", 12, [1], also=["completeness", "geometry"])
of_attribute("echo_times_10_to_50", "echo-set", "EchoTime", lambda image: 10 * (ECHO_TIMES.index(int(image.EchoTime)) + 1), also=["single-echo"])
of_attribute("echo_times_of_another_protocol", "echo-set", "EchoTime", lambda image: float(image.EchoTime) + 2)


@mutation("echo-set")
def one_echo_missing(images, phantom):
    for image in echo(images, 3):
        drop(images, image)


@mutation("echo-set")
def one_echo_alone(images, phantom):
    for number in range(1, 5):
        for image in echo(images, number):
            drop(images, image)


@mutation("echo-set", "completeness", "geometry")
def one_echo_twice(images, phantom):
    for index, image in enumerate(echo(images, 2)):
        twice = copy.deepcopy(image)
        twice.SOPInstanceUID += f".{index + 7}"
        twice.SeriesInstanceUID += ".8"
        images.append(twice)


@mutation("echo-set")
def sixth_echo(images, phantom):
    for index, image in enumerate(echo(images, 4)):
        more = copy.deepcopy(image)
        more.EchoTime = 21
        more.AcquisitionTime = "093000"
        more.SOPInstanceUID += f".{index + 7}"
        more.SeriesInstanceUID += ".8"
        images.append(more)


@mutation("fit-quality")
def neighbouring_echo_times_swapped(images, phantom):
    for number, milliseconds in ((1, 12), (2, 9)):
        for image in echo(images, number):
            image.EchoTime = milliseconds


@mutation("projection")
def first_and_last_echo_times_swapped(images, phantom):
    for number, milliseconds in ((0, 18), (4, 6)):
        for image in echo(images, number):
            image.EchoTime = milliseconds


# Trains.
of_attribute("train_length_5", "single-echo", "EchoTrainLength", 5)
of_attribute("train_length_2_in_one_image", "single-echo", "EchoTrainLength", 2, [4], [0])
of_attribute("echo_numbers_of_a_train", "single-echo", "EchoNumbers", lambda image: ECHO_TIMES.index(int(image.EchoTime)) + 1)
of_attribute("one_series_for_all_echoes", "single-echo", "SeriesInstanceUID", "2.25.1000.1.1")
of_attribute("two_echoes_share_a_series", "single-echo", "SeriesInstanceUID", "2.25.1000.1.1", [1])
of_attribute("acquired_at_one_time", "single-echo", "AcquisitionTime", "090003.00")
of_attribute("acquired_an_echo_spacing_apart", "single-echo", "AcquisitionTime", lambda image: f"090003.{int(image.EchoTime):03}")


@mutation("single-echo", "echo-set")
def train_that_claims_length_1(images, phantom):
    for image in all_images(images):
        number = ECHO_TIMES.index(int(image.EchoTime))
        image.EchoTime = 6 * (number + 1)
        image.AcquisitionTime = f"09{5 * number:02}00"


@mutation("single-echo")
def multiple_spin_echo_said(images, phantom):
    for image in all_images(images):
        image.MultipleSpinEcho = "YES"


# Repetition time.
of_attribute("repetition_time_2000", "repetition-time", "RepetitionTime", 2000)
of_attribute("repetition_time_of_one_echo", "repetition-time", "RepetitionTime", 2600, [3])
of_attribute("repetition_time_missing", "repetition-time", "RepetitionTime", None)
of_attribute("repetition_time_not_equal", "repetition-time", "RepetitionTime", 2490, [2])

# Field.
of_attribute("field_3_tesla", "field-strength", "MagneticFieldStrength", 3, also=[])
of_attribute("field_missing", "field-strength", "MagneticFieldStrength", None)
of_attribute("field_in_gauss", "field-strength", "MagneticFieldStrength", 15000)
of_attribute("field_that_the_frequency_contradicts", "field-strength", "ImagingFrequency", 127.7)
of_attribute("field_of_one_image", "field-strength", "MagneticFieldStrength", 3, [2], [0])

# Geometry.
of_attribute("one_echo_shifted_2_mm", "geometry", "ImagePositionPatient", lambda image: [image.ImagePositionPatient[0] + 2] + list(image.ImagePositionPatient[1:]), [2])
of_attribute("one_echo_turned_1_degree", "geometry", "ImageOrientationPatient", [0.99985, 0.01745, 0, -0.01745, 0.99985, 0], [2])
of_attribute("one_echo_of_another_spacing", "geometry", "PixelSpacing", [4.2, 4.2], [1])
of_attribute("other_frame_of_reference", "geometry", "FrameOfReferenceUID", "2.25.5", [4])
of_attribute("position_missing", "geometry", "ImagePositionPatient", None, [0], [1], also=["completeness"])
of_attribute("orientation_missing", "geometry", "ImageOrientationPatient", None)
of_attribute("orientation_of_no_plane", "geometry", "ImageOrientationPatient", [1, 0, 0, 1, 0, 0])
of_attribute("spacing_missing", "geometry", "PixelSpacing", None)


@mutation("geometry")
def one_echo_with_other_matrix(images, phantom):
    for image in echo(images, 2):
        image.Rows = image.Columns = phantom.size // 2
        image.PixelData = pixels_of(image, phantom)


def pixels_of(image, phantom):
    return np.frombuffer(image.PixelData, np.uint16)[: (phantom.size // 2) ** 2].tobytes()


@mutation("geometry", "completeness")
def one_slice_missing(images, phantom):
    drop(images, echo(images, 3)[1])


@mutation("geometry", "region")
def slice_missing_in_all_echoes(images, phantom):
    for number in range(5):
        drop(images, echo(images, number)[1])


# Scale.
of_attribute("rescale_of_each_series", "intensity-scale", "RescaleSlope", lambda image: 1 + 0.01 * float(image.EchoTime), also=[])
of_attribute("rescale_of_one_series", "intensity-scale", "RescaleSlope", 1.03, [2])
of_attribute("rescale_intercept", "intensity-scale", "RescaleIntercept", -100, also=["signal-to-noise"])


def philips(images, scale, missing=()):
    for image in all_images(images):
        image.Manufacturer = "Philips Medical Systems"
        image.RescaleSlope, image.RescaleIntercept = "1.6", "0"
        number = ECHO_TIMES.index(int(image.EchoTime))
        if number not in missing and scale:
            block = image.private_block(0x2005, "Philips MR Imaging DD 001", create=True)
            block.add_new(0x0E, "FL", scale(number))


@mutation("intensity-scale")
def philips_without_scale_slope(images, phantom):
    philips(images, None)


@mutation("intensity-scale", "gain-drift")
def philips_scale_slope_missing_in_one_echo(images, phantom):
    philips(images, lambda number: 0.07, missing=[2])


@mutation("intensity-scale")
def philips_scale_slope_zero(images, phantom):
    philips(images, lambda number: 0.0)


# Kind of image.
of_attribute("derived_images", "magnitude", "ImageType", ["DERIVED", "PRIMARY", "M"])
of_attribute("secondary_images", "magnitude", "ImageType", ["ORIGINAL", "SECONDARY", "M"])
of_attribute("normalised_images", "magnitude", "ImageType", ["ORIGINAL", "PRIMARY", "M", "ND", "NORM"])
of_attribute("filtered_images", "magnitude", "ImageType", ["ORIGINAL", "PRIMARY", "M", "ND", "FIL"], [1])
of_attribute("phase_images", "magnitude", "ImageType", ["ORIGINAL", "PRIMARY", "P", "ND"])
of_attribute("real_images", "magnitude", "ComplexImageComponent", "REAL")
of_attribute("lossy_images", "magnitude", "LossyImageCompression", "01")
of_attribute("image_type_missing", "magnitude", "ImageType", None)


@mutation("magnitude")
def signed_images_with_negative_values(images, phantom):
    for image in all_images(images):
        image.PixelRepresentation = 1
        image.BitsStored, image.HighBit, image.BitsAllocated = 16, 15, 16
        values = pixels(image).astype(np.int16)
        values[:4, :4] = -5
        image.PixelData = values.tobytes()


# Images themselves.
@mutation("clipping", "fit-quality", "saline")
def clipped_at_1023(images, phantom):
    for image in all_images(images):
        put_pixels(image, pixels(image).astype(float), most=1023)


@mutation("clipping", "fit-quality", "saline", "gain-drift")
def clipped_saline(images, phantom):
    for image in all_images(images):
        values = pixels(image).astype(float)
        values[phantom.saline_mask] *= 2.2
        put_pixels(image, values)


def scaled(images, factors, where=None):
    for number, factor in enumerate(factors):
        for image in echo(images, number):
            values = pixels(image).astype(float)
            if where is None:
                values *= factor
            else:
                values[where] *= factor
            put_pixels(image, values)


@mutation("saline", "gain-drift")
def no_saline(images, phantom):
    random = np.random.default_rng(5)
    sigma = 2000 / phantom.snr
    for image in all_images(images):
        values = pixels(image).astype(float)
        noise = np.hypot(*(sigma * random.standard_normal((2, *values.shape))))
        values[phantom.saline_mask] = noise[phantom.saline_mask]
        put_pixels(image, values)


@mutation("saline")
def saline_in_one_slice_only(images, phantom):
    random = np.random.default_rng(6)
    for number in range(5):
        for image in echo(images, number)[1:]:
            values = pixels(image).astype(float)
            noise = np.hypot(*(2000 / phantom.snr * random.standard_normal((2, *values.shape))))
            values[phantom.saline_mask] = noise[phantom.saline_mask]
            put_pixels(image, values)


@mutation("saline")
def bag_of_another_fluid(images, phantom):
    scaled(images, [np.exp(-15 * t / 1000) / gain for t, gain in zip(ECHO_TIMES, (1.00, 0.98, 1.02, 0.99, 1.03))], phantom.saline_mask)


@mutation("gain-drift")
def gain_drifts_30_percent(images, phantom):
    scaled(images, [1, 1.1, 0.7, 1.05, 0.95])


@mutation("gain-drift")
def each_series_scaled_to_its_brightest(images, phantom):
    scaled(images, [1, 1.15, 1.3, 1.4, 1.5])


@mutation("signal-to-noise")
def noise_too_strong(images, phantom):
    replace(images, Phantom(lic=2, snr=6, seed=3))


def replace(images, phantom):
    for number in range(5):
        volume = phantom.volume(number)
        for index, image in enumerate(echo(images, number)):
            image.PixelData = volume[index].tobytes()


@mutation("motion", "saline", "fit-quality")
def body_moved_3_voxels(images, phantom):
    for image in echo(images, 3):
        put_pixels(image, np.roll(pixels(image), 3, axis=0).astype(float))


@mutation("motion", "fit-quality", "signal-to-noise")
def ghosts_along_the_phase(images, phantom):
    for image in all_images(images):
        values = pixels(image).astype(float)
        ghost = 0.08 * np.roll(values, phantom.size // 2, axis=1)
        put_pixels(image, values + ghost)


@mutation("fit-quality")
def one_slice_of_one_echo_of_another_gain(images, phantom):
    for index in (0, 1):
        image = echo(images, 2)[index]
        put_pixels(image, pixels(image) * (1.25 if index else 0.75))


@mutation("fit-quality")
def one_echo_sent_under_two_times(images, phantom):
    for first, second in zip(echo(images, 1), echo(images, 2)):
        second.PixelData = first.PixelData


@mutation("motion", "saline", "gain-drift", "fit-quality")
def one_echo_mirrored(images, phantom):
    for image in echo(images, 2):
        put_pixels(image, pixels(image)[:, ::-1].astype(float))


@mutation("saline", "motion", "gain-drift", "fit-quality")
def one_echo_upside_down(images, phantom):
    for image in echo(images, 2):
        put_pixels(image, pixels(image)[::-1].astype(float))


@mutation("gain-drift", "saline", "fit-quality", "motion", "signal-to-noise", "clipping")
def one_echo_inverted_in_grey(images, phantom):
    for image in echo(images, 2):
        put_pixels(image, 2500 - pixels(image).astype(float))


@mutation("motion", "fit-quality", "saline", "gain-drift")
def one_echo_of_another_person(images, phantom):
    other = Phantom(size=phantom.size, lic=5, seed=77)
    volume = other.volume(2)
    for index, image in enumerate(echo(images, 2)):
        put_pixels(image, np.roll(volume[index], (2, 4), axis=(0, 1)).astype(float))


@mutation("region")
def region_of_few_voxels(images, phantom):
    tiny = phantom.liver_mask & (np.add.outer(np.arange(phantom.size), np.arange(phantom.size)) % 20 == 0)
    images[-1] = segmentation(all_images(images), phantom, {**regions(phantom), "Liver": tiny})


# Contrast agent.
of_attribute("contrast_agent_named", "contrast-agent", "ContrastBolusAgent", "Gadovist")
of_attribute("contrast_agent_in_one_image", "contrast-agent", "ContrastBolusAgent", "GD", [4], [2])


@mutation("contrast-agent")
def contrast_agent_in_another_series(images, phantom):
    other = copy.deepcopy(images[0])
    other.ScanningSequence = "GR"
    other.ContrastBolusAgent = "Gadobutrol"
    other.SOPInstanceUID += ".9"
    other.SeriesInstanceUID += ".9"
    images.append(other)


@mutation("contrast-agent")
def contrast_volume_only(images, phantom):
    for image in all_images(images):
        image.ContrastBolusVolume = 7.5


# Identity and completeness.
of_attribute("two_patients", "completeness", "PatientID", "PID2", [3])
of_attribute("two_names", "completeness", "PatientName", "Other^Case", [3])
of_attribute("two_birth_dates", "completeness", "PatientBirthDate", "19810101", [0], [2])
of_attribute("two_studies", "completeness", "StudyInstanceUID", "2.25.7", [4])

# What one session has alike.
of_attribute("another_scanner", "same-acquisition", "DeviceSerialNumber", "B2", [2])
of_attribute("another_coil", "same-acquisition", "ReceiveCoilName", "Head", [2])
of_attribute("another_bandwidth", "same-acquisition", "PixelBandwidth", 500, [2])
of_attribute("another_flip_angle", "same-acquisition", "FlipAngle", 70, [2])
of_attribute("another_thickness", "same-acquisition", "SliceThickness", 8, [2])
of_attribute("another_day", "same-acquisition", "AcquisitionDate", "20260204", [2])
of_attribute("fat_saturated", "same-acquisition", "ScanOptions", "FS", [2])
of_attribute("inverted", "same-acquisition", "InversionTime", 150)
of_attribute("of_phosphorus", "field-strength", "ImagedNucleus", "31P")
of_attribute("segmented", "single-echo", "SequenceVariant", "SK")
of_attribute("another_manufacturer", "same-acquisition", "Manufacturer", "GE MEDICAL SYSTEMS", [2])
of_attribute("another_station", "same-acquisition", "DeviceSerialNumber", "C3", [4], [1])
of_attribute("another_day_of_one_image", "same-acquisition", "AcquisitionDate", "20260205", [4], [1])
of_attribute("saturation_of_one_image", "same-acquisition", "ScanOptions", "SAT2", [1], [0])
of_attribute("flip_angle_of_one_image", "same-acquisition", "FlipAngle", 60, [0], [1])
of_attribute("bandwidth_of_one_image", "same-acquisition", "PixelBandwidth", 390, [3], [2])
of_attribute("inverted_in_one_image", "same-acquisition", "InversionTime", 150, [3], [2])
of_attribute("of_fluorine", "field-strength", "ImagedNucleus", "19F", [2])
of_attribute("gradient_echo_by_name", "single-echo", "SequenceName", "*fl2d1", [2])
of_attribute("half_fourier_by_name", "single-echo", "SequenceName", "*h2d1_haste")
of_attribute("fast_by_description", "single-echo", "SequenceName", "FSE-XL")
of_attribute("train_in_the_last_echo", "single-echo", "EchoTrainLength", 16, [4])
of_attribute("resampled_images", "magnitude", "ImageType", ["ORIGINAL", "PRIMARY", "M", "MPR"])
of_attribute("averaged_images", "magnitude", "ImageType", ["ORIGINAL", "PRIMARY", "M", "MEAN"], [2])
of_attribute("imaginary_images", "magnitude", "ComplexImageComponent", "IMAGINARY", [3])
of_attribute("contrast_agent_as_yes", "contrast-agent", "ContrastBolusAgent", "YES", [0], [0])
of_attribute("frequency_of_another_field", "field-strength", "ImagingFrequency", 42.6, [3])
of_attribute("turbo_by_name", "single-echo", "SequenceName", "*tse2d1_5")

of_attribute("scanning_sequence_missing", "completeness", "ScanningSequence", None, [2], [1], also=["geometry"])
of_attribute("rows_missing", "completeness", "Rows", None, [1], [0], also=["geometry"])
of_attribute("bits_contradict", "completeness", "HighBit", 15, [1], [0], also=["geometry"])
of_attribute("one_uid_for_two_images", "completeness", "SOPInstanceUID", "2.25.1000.1.1.1", [0], [1], also=["geometry"])


@mutation("completeness", "geometry")
def pixels_truncated(images, phantom):
    image = echo(images, 2)[1]
    image.PixelData = image.PixelData[: len(image.PixelData) // 2]


@mutation("completeness", "geometry")
def file_truncated(images, phantom):
    echo(images, 2)[1].cut = True


@mutation("echo-set", "completeness")
def no_spin_echo_at_all(images, phantom):
    for image in all_images(images)[1:]:
        image.ScanningSequence = "GR"


def clean_studies():
    """Studies in which nothing is wrong, and their iron."""
    for number, lic in enumerate([0.6, 1.0, 1.7, 2.9, 4, 5, 6.5, 8.6, 11, 14.7, 19, 25, 32]):
        yield f"clean-{lic}", Phantom(lic=lic, seed=100 + number), lambda images, phantom: None
    plain = lambda **more: Phantom(**{"lic": 5, "seed": 200 + len(more), **more})

    def of_philips(images, phantom):
        philips(images, lambda number: 0.07 * (1 + 0.1 * number))
        for number in range(5):
            for image in echo(images, number):
                # What the scanner stores is scaled to each series.
                put_pixels(image, pixels(image) * (1 + 0.1 * number) * 0.5)

    def of_ge(images, phantom):
        for image in all_images(images):
            image.Manufacturer = "GE MEDICAL SYSTEMS"
            image.ImageType = ["ORIGINAL", "PRIMARY", "OTHER"]
            image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 15, 1

    def rescaled_alike(images, phantom):
        for image in all_images(images):
            image.RescaleSlope, image.RescaleIntercept = "2.5", "0"

    def with_a_localiser(images, phantom):
        for index in range(3):
            other = copy.deepcopy(images[index])
            other.ScanningSequence, other.EchoTime = "GR", 2
            other.SOPInstanceUID += ".9"
            other.SeriesInstanceUID += ".9"
            other.ImagePositionPatient = [index, 7, 9]
            images.append(other)

    def with_a_fast_spin_echo(images, phantom):
        for index in range(3):
            other = copy.deepcopy(images[index])
            other.EchoTime, other.EchoTrainLength, other.RepetitionTime = 80, 16, 4000
            other.SOPInstanceUID += ".9"
            other.SeriesInstanceUID += ".9"
            images.append(other)

    def sent_twice(images, phantom):
        images += [copy.deepcopy(image) for image in images[:4]]

    def shuffled(images, phantom):
        np.random.default_rng(3).shuffle(images)

    def head_first(images, phantom):
        for image in all_images(images):
            x, y, z = image.ImagePositionPatient
            image.ImagePositionPatient = [x, y, -z]
        images[-1] = segmentation(all_images(images), phantom, regions(phantom))

    def rounded_times(images, phantom):
        for image in all_images(images):
            image.EchoTime = float(image.EchoTime) + 0.2
            image.RepetitionTime = 2510

    def blanked_air(images, phantom):
        for image in all_images(images):
            values = pixels(image).astype(float)
            values[values < 200] = 0
            put_pixels(image, values)

    def eight_channels(images, phantom):
        random = np.random.default_rng(8)
        sigma = 2000 / phantom.snr
        for image in all_images(images):
            values = pixels(image).astype(float)
            rest = sigma * random.standard_normal((14, *values.shape))
            put_pixels(image, np.sqrt(values**2 + (rest**2).sum(axis=0)))

    def unfolded(images, phantom):
        random = np.random.default_rng(9)
        sigma = 1.2 * 2000 / phantom.snr
        across = np.exp(-(((np.arange(phantom.size) / phantom.size - 0.45) / 0.25) ** 2))
        for image in all_images(images):
            values = pixels(image).astype(float)
            real, imaginary = sigma * across * random.standard_normal((2, *values.shape))
            put_pixels(image, np.hypot(values + real, imaginary))

    def of_an_old_archive(images, phantom):
        for image in all_images(images):
            image.bare = True

    def anonymised(images, phantom):
        for image in images:
            image.PatientID = image.PatientName = image.PatientBirthDate = image.PatientSex = ""

    def phase_along_columns(images, phantom):
        for image in all_images(images):
            image.InPlanePhaseEncodingDirection = "COL"

    for change in [of_philips, of_ge, rescaled_alike, with_a_localiser, with_a_fast_spin_echo, sent_twice, shuffled, head_first, rounded_times, phase_along_columns, blanked_air, eight_channels, unfolded, of_an_old_archive, anonymised]:
        yield f"clean-{change.__name__}", plain(), change
    yield "clean-larger", plain(size=128, slices=2), lambda images, phantom: None
    yield "clean-noisier", plain(snr=52, slices=4), lambda images, phantom: None


def analyse(folder, images):
    source, result = folder / "study", folder / "result"
    for place in (source, result):
        shutil.rmtree(place, ignore_errors=True)
    cut = [image for image in images if "cut" in image.__dict__]
    for image in cut:
        del image.__dict__["cut"]
    bare = [image for image in images if "bare" in image.__dict__]
    for image in bare:
        del image.__dict__["bare"]
    save(images, source)
    for image in bare:
        # A data set without preamble and meta information.
        path = source / f"image-{images.index(image):03}.dcm"
        bytes_ = path.read_bytes()
        path.write_bytes(bytes_[bytes_.index(b"\x08\x00\x05\x00") if b"\x08\x00\x05\x00" in bytes_ else bytes_.index(b"\x08\x00\x08\x00"):])
    for image in cut:
        path = source / f"image-{images.index(image):03}.dcm"
        path.write_bytes(path.read_bytes()[:700])
    done = subprocess.run([lic, "analyse", source, "--pin", pin, "-o", result], capture_output=True, text=True)
    if not (result / "result.json").exists():
        sys.exit(f"no result: {done.stdout}{done.stderr}")
    found = json.loads((result / "result.json").read_text())
    return done, result, found, {check["code"]: check for check in found["checks"]}


def is_failed(checks):
    return {code for code, check in checks.items() if check["result"] == "fail"}


def main(folder):
    wrong = []
    phantom = Phantom()
    pristine = study(phantom)
    drawn = segmentation(pristine, phantom, regions(phantom))
    for name, (code, also, mutate) in MUTATIONS.items():
        images = [copy.deepcopy(image) for image in pristine] + [drawn]
        mutate(images, phantom)
        done, result, found, checks = analyse(folder, images)
        failed = is_failed(checks)
        if done.returncode != 1 or code not in failed or failed - also - {code}:
            wrong.append(f"{name}: {code} expected, {sorted(failed)} found\n{done.stdout}")
        if "lic" in found or any(file.name.startswith("lic") for file in result.iterdir()):
            wrong.append(f"{name}: a figure of iron left")
    count = 0
    for name, phantom, change in clean_studies():
        images = study(phantom)
        images.append(segmentation(images, phantom, regions(phantom)))
        change(images, phantom)
        done, result, found, checks = analyse(folder, images)
        count += 1
        value = float(found["lic"]["milligramsPerGram"]) if "lic" in found else None
        if done.returncode != 0 or is_failed(checks) or value is None:
            wrong.append(f"{name}: failed {sorted(is_failed(checks))}\n{done.stdout}{done.stderr}")
        elif abs(value / phantom.lic - 1) > (0.25 if phantom.lic < 1.5 else 0.08):
            wrong.append(f"{name}: {value} mg/g measured, {phantom.lic} made")
    codes = {code for code, _, _ in MUTATIONS.values()}
    untried = set(checks) - codes - {"range"}
    if untried:
        wrong.append(f"no mutation for {sorted(untried)}")
    if len(MUTATIONS) < 60 or count < 20:
        wrong.append("the corpus is smaller than 60 mutated and 20 clean studies")
    for line in wrong:
        print("wrong:", line)
    print(f"{len(MUTATIONS)} mutated and {count} clean studies, {len(wrong)} wrong")
    return bool(wrong)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(pathlib.Path(folder)))

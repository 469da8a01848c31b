/// An attribute of DICOM, with the name that its dictionary (PS3.6) gives it.
package struct DICOMTag: Sendable, Hashable, CustomStringConvertible {
  package let number: UInt32
  package let name: String

  package init(_ number: UInt32, _ name: String) {
    self.number = number
    self.name = name
  }

  /// `EchoTime (0018,0081)`.
  package var description: String {
    func hexadecimal(_ half: UInt32) -> String {
      let digits = String(half, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\(name) (\(hexadecimal(number >> 16)),\(hexadecimal(number & 0xffff)))"
  }
}

extension DICOMTag {
  package static let imageType = DICOMTag(0x0008_0008, "ImageType")
  package static let sopClassUID = DICOMTag(0x0008_0016, "SOPClassUID")
  package static let sopInstanceUID = DICOMTag(0x0008_0018, "SOPInstanceUID")
  package static let studyDate = DICOMTag(0x0008_0020, "StudyDate")
  package static let seriesDate = DICOMTag(0x0008_0021, "SeriesDate")
  package static let acquisitionDate = DICOMTag(0x0008_0022, "AcquisitionDate")
  package static let contentDate = DICOMTag(0x0008_0023, "ContentDate")
  package static let acquisitionDateTime = DICOMTag(0x0008_002A, "AcquisitionDateTime")
  package static let studyTime = DICOMTag(0x0008_0030, "StudyTime")
  package static let seriesTime = DICOMTag(0x0008_0031, "SeriesTime")
  package static let acquisitionTime = DICOMTag(0x0008_0032, "AcquisitionTime")
  package static let contentTime = DICOMTag(0x0008_0033, "ContentTime")
  package static let accessionNumber = DICOMTag(0x0008_0050, "AccessionNumber")
  package static let modality = DICOMTag(0x0008_0060, "Modality")
  package static let manufacturer = DICOMTag(0x0008_0070, "Manufacturer")
  package static let institutionName = DICOMTag(0x0008_0080, "InstitutionName")
  package static let referringPhysicianName = DICOMTag(0x0008_0090, "ReferringPhysicianName")
  package static let studyDescription = DICOMTag(0x0008_1030, "StudyDescription")
  package static let seriesDescription = DICOMTag(0x0008_103E, "SeriesDescription")
  package static let modelName = DICOMTag(0x0008_1090, "ManufacturerModelName")
  package static let complexImageComponent = DICOMTag(0x0008_9208, "ComplexImageComponent")
  package static let patientName = DICOMTag(0x0010_0010, "PatientName")
  package static let patientID = DICOMTag(0x0010_0020, "PatientID")
  package static let issuerOfPatientID = DICOMTag(0x0010_0021, "IssuerOfPatientID")
  package static let patientBirthDate = DICOMTag(0x0010_0030, "PatientBirthDate")
  package static let patientSex = DICOMTag(0x0010_0040, "PatientSex")
  package static let contrastAgent = DICOMTag(0x0018_0010, "ContrastBolusAgent")
  package static let contrastAgentSequence = DICOMTag(0x0018_0012, "ContrastBolusAgentSequence")
  package static let scanningSequence = DICOMTag(0x0018_0020, "ScanningSequence")
  package static let sequenceVariant = DICOMTag(0x0018_0021, "SequenceVariant")
  package static let scanOptions = DICOMTag(0x0018_0022, "ScanOptions")
  package static let inversionTime = DICOMTag(0x0018_0082, "InversionTime")
  package static let imagedNucleus = DICOMTag(0x0018_0085, "ImagedNucleus")
  package static let pixelBandwidth = DICOMTag(0x0018_0095, "PixelBandwidth")
  package static let receiveCoilName = DICOMTag(0x0018_1250, "ReceiveCoilName")
  package static let pulseSequenceName = DICOMTag(0x0018_9005, "PulseSequenceName")
  package static let inversionRecovery = DICOMTag(0x0018_9009, "InversionRecovery")
  package static let receiveCoilSequence = DICOMTag(0x0018_9042, "MRReceiveCoilSequence")
  package static let resonantNucleus = DICOMTag(0x0018_9100, "ResonantNucleus")
  package static let stationName = DICOMTag(0x0008_1010, "StationName")
  package static let philipsFrameSequence = DICOMTag(0x2005_140F, "a private sequence of Philips")
  package static let sequenceName = DICOMTag(0x0018_0024, "SequenceName")
  package static let sliceThickness = DICOMTag(0x0018_0050, "SliceThickness")
  package static let repetitionTime = DICOMTag(0x0018_0080, "RepetitionTime")
  package static let echoTime = DICOMTag(0x0018_0081, "EchoTime")
  package static let imagingFrequency = DICOMTag(0x0018_0084, "ImagingFrequency")
  package static let echoNumbers = DICOMTag(0x0018_0086, "EchoNumbers")
  package static let fieldStrength = DICOMTag(0x0018_0087, "MagneticFieldStrength")
  package static let echoTrainLength = DICOMTag(0x0018_0091, "EchoTrainLength")
  package static let contrastVolume = DICOMTag(0x0018_1041, "ContrastBolusVolume")
  package static let phaseDirection = DICOMTag(0x0018_1312, "InPlanePhaseEncodingDirection")
  package static let flipAngle = DICOMTag(0x0018_1314, "FlipAngle")
  package static let echoPulseSequence = DICOMTag(0x0018_9008, "EchoPulseSequence")
  package static let multipleSpinEcho = DICOMTag(0x0018_9011, "MultipleSpinEcho")
  package static let effectiveEchoTime = DICOMTag(0x0018_9082, "EffectiveEchoTime")
  package static let transmitterFrequency = DICOMTag(0x0018_9098, "TransmitterFrequency")
  package static let timingSequence = DICOMTag(0x0018_9112, "MRTimingAndRelatedParametersSequence")
  package static let echoSequence = DICOMTag(0x0018_9114, "MREchoSequence")
  package static let imagingModifierSequence = DICOMTag(0x0018_9006, "MRImagingModifierSequence")
  package static let fieldOfViewSequence = DICOMTag(0x0018_9125, "MRFOVGeometrySequence")
  package static let frameTypeSequence = DICOMTag(0x0018_9226, "MRImageFrameTypeSequence")
  package static let frameType = DICOMTag(0x0008_9007, "FrameType")
  package static let rfEchoTrainLength = DICOMTag(0x0018_9240, "RFEchoTrainLength")
  package static let frameAcquisitionDateTime = DICOMTag(
    0x0018_9074, "FrameAcquisitionDateTime")
  package static let studyInstanceUID = DICOMTag(0x0020_000D, "StudyInstanceUID")
  package static let seriesInstanceUID = DICOMTag(0x0020_000E, "SeriesInstanceUID")
  package static let studyID = DICOMTag(0x0020_0010, "StudyID")
  package static let seriesNumber = DICOMTag(0x0020_0011, "SeriesNumber")
  package static let instanceNumber = DICOMTag(0x0020_0013, "InstanceNumber")
  package static let imagePosition = DICOMTag(0x0020_0032, "ImagePositionPatient")
  package static let imageOrientation = DICOMTag(0x0020_0037, "ImageOrientationPatient")
  package static let frameOfReferenceUID = DICOMTag(0x0020_0052, "FrameOfReferenceUID")
  package static let frameContentSequence = DICOMTag(0x0020_9111, "FrameContentSequence")
  package static let planePositionSequence = DICOMTag(0x0020_9113, "PlanePositionSequence")
  package static let planeOrientationSequence = DICOMTag(0x0020_9116, "PlaneOrientationSequence")
  package static let numberOfFrames = DICOMTag(0x0028_0008, "NumberOfFrames")
  package static let rows = DICOMTag(0x0028_0010, "Rows")
  package static let columns = DICOMTag(0x0028_0011, "Columns")
  package static let pixelSpacing = DICOMTag(0x0028_0030, "PixelSpacing")
  package static let bitsStored = DICOMTag(0x0028_0101, "BitsStored")
  package static let rescaleIntercept = DICOMTag(0x0028_1052, "RescaleIntercept")
  package static let rescaleSlope = DICOMTag(0x0028_1053, "RescaleSlope")
  package static let lossyCompression = DICOMTag(0x0028_2110, "LossyImageCompression")
  package static let pixelMeasuresSequence = DICOMTag(0x0028_9110, "PixelMeasuresSequence")
  package static let pixelTransformationSequence = DICOMTag(
    0x0028_9145, "PixelValueTransformationSequence")
  package static let segmentSequence = DICOMTag(0x0062_0002, "SegmentSequence")
  package static let segmentNumber = DICOMTag(0x0062_0004, "SegmentNumber")
  package static let segmentLabel = DICOMTag(0x0062_0005, "SegmentLabel")
  package static let segmentAlgorithmType = DICOMTag(0x0062_0008, "SegmentAlgorithmType")
  package static let segmentIdentificationSequence = DICOMTag(
    0x0062_000A, "SegmentIdentificationSequence")
  package static let referencedSegmentNumber = DICOMTag(0x0062_000B, "ReferencedSegmentNumber")
  package static let segmentTypeSequence = DICOMTag(
    0x0062_000F, "SegmentedPropertyTypeCodeSequence")
  package static let segmentationType = DICOMTag(0x0062_0001, "SegmentationType")
  package static let codeValue = DICOMTag(0x0008_0100, "CodeValue")
  package static let codingScheme = DICOMTag(0x0008_0102, "CodingSchemeDesignator")
  package static let directoryRecordSequence = DICOMTag(0x0004_1220, "DirectoryRecordSequence")
  package static let sharedGroups = DICOMTag(0x5200_9229, "SharedFunctionalGroupsSequence")
  package static let perFrameGroups = DICOMTag(0x5200_9230, "PerFrameFunctionalGroupsSequence")
  package static let pixelData = DICOMTag(0x7FE0_0010, "PixelData")
}

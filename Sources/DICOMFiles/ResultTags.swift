/// What is written into results and not read from images.
extension DICOMTag {
  package static let specificCharacterSet = DICOMTag(0x0008_0005, "SpecificCharacterSet")
  package static let instanceCreationDate = DICOMTag(0x0008_0012, "InstanceCreationDate")
  package static let instanceCreationTime = DICOMTag(0x0008_0013, "InstanceCreationTime")
  package static let conversionType = DICOMTag(0x0008_0064, "ConversionType")
  package static let burnedInAnnotation = DICOMTag(0x0028_0301, "BurnedInAnnotation")
  package static let documentTitle = DICOMTag(0x0042_0010, "DocumentTitle")
  package static let conceptNameCodeSequence = DICOMTag(0x0040_A043, "ConceptNameCodeSequence")
  package static let sourceInstanceSequence = DICOMTag(0x0042_0013, "SourceInstanceSequence")
  package static let referencedSOPClassUID = DICOMTag(0x0008_1150, "ReferencedSOPClassUID")
  package static let referencedSOPInstanceUID = DICOMTag(0x0008_1155, "ReferencedSOPInstanceUID")
  package static let mimeTypeOfEncapsulatedDocument = DICOMTag(
    0x0042_0012, "MIMETypeOfEncapsulatedDocument")
  package static let encapsulatedDocument = DICOMTag(0x0042_0011, "EncapsulatedDocument")
  package static let encapsulatedDocumentLength = DICOMTag(
    0x0042_0015, "EncapsulatedDocumentLength")
  package static let softwareVersions = DICOMTag(0x0018_1020, "SoftwareVersions")
  package static let deviceSerialNumber = DICOMTag(0x0018_1000, "DeviceSerialNumber")
  package static let bodyPartExamined = DICOMTag(0x0018_0015, "BodyPartExamined")
  package static let patientOrientation = DICOMTag(0x0020_0020, "PatientOrientation")
  package static let samplesPerPixel = DICOMTag(0x0028_0002, "SamplesPerPixel")
  package static let photometricInterpretation = DICOMTag(0x0028_0004, "PhotometricInterpretation")
  package static let planarConfiguration = DICOMTag(0x0028_0006, "PlanarConfiguration")
  package static let bitsAllocated = DICOMTag(0x0028_0100, "BitsAllocated")
  package static let highBit = DICOMTag(0x0028_0102, "HighBit")
  package static let pixelRepresentation = DICOMTag(0x0028_0103, "PixelRepresentation")
  package static let codeMeaning = DICOMTag(0x0008_0104, "CodeMeaning")
  package static let codingSchemeIdentificationSequence = DICOMTag(
    0x0008_0110, "CodingSchemeIdentificationSequence")
  package static let codingSchemeName = DICOMTag(0x0008_0115, "CodingSchemeName")
  package static let referencedPerformedProcedureStepSequence = DICOMTag(
    0x0008_1111, "ReferencedPerformedProcedureStepSequence")
  package static let preliminaryFlag = DICOMTag(0x0040_A496, "PreliminaryFlag")
  package static let completionFlag = DICOMTag(0x0040_A491, "CompletionFlag")
  package static let verificationFlag = DICOMTag(0x0040_A493, "VerificationFlag")
  package static let verifyingObserverSequence = DICOMTag(0x0040_A073, "VerifyingObserverSequence")
  package static let verifyingObserverName = DICOMTag(0x0040_A075, "VerifyingObserverName")
  package static let verifyingObserverIdentificationCodeSequence = DICOMTag(
    0x0040_A088, "VerifyingObserverIdentificationCodeSequence")
  package static let verifyingOrganization = DICOMTag(0x0040_A027, "VerifyingOrganization")
  package static let verificationDateTime = DICOMTag(0x0040_A030, "VerificationDateTime")
  package static let predecessorDocumentsSequence = DICOMTag(
    0x0040_A360, "PredecessorDocumentsSequence")
  package static let performedProcedureCodeSequence = DICOMTag(
    0x0040_A372, "PerformedProcedureCodeSequence")
  package static let currentRequestedProcedureEvidenceSequence = DICOMTag(
    0x0040_A375, "CurrentRequestedProcedureEvidenceSequence")
  package static let referencedSeriesSequence = DICOMTag(0x0008_1115, "ReferencedSeriesSequence")
  package static let referencedSOPSequence = DICOMTag(0x0008_1199, "ReferencedSOPSequence")
  package static let contentTemplateSequence = DICOMTag(0x0040_A504, "ContentTemplateSequence")
  package static let mappingResource = DICOMTag(0x0008_0105, "MappingResource")
  package static let templateIdentifier = DICOMTag(0x0040_DB00, "TemplateIdentifier")
  package static let valueType = DICOMTag(0x0040_A040, "ValueType")
  package static let relationshipType = DICOMTag(0x0040_A010, "RelationshipType")
  package static let continuityOfContent = DICOMTag(0x0040_A050, "ContinuityOfContent")
  package static let contentSequence = DICOMTag(0x0040_A730, "ContentSequence")
  package static let conceptCodeSequence = DICOMTag(0x0040_A168, "ConceptCodeSequence")
  package static let textValue = DICOMTag(0x0040_A160, "TextValue")
  package static let uid = DICOMTag(0x0040_A124, "UID")
  package static let measuredValueSequence = DICOMTag(0x0040_A300, "MeasuredValueSequence")
  package static let numericValue = DICOMTag(0x0040_A30A, "NumericValue")
  package static let measurementUnitsCodeSequence = DICOMTag(
    0x0040_08EA, "MeasurementUnitsCodeSequence")
  package static let contentLabel = DICOMTag(0x0070_0080, "ContentLabel")
  package static let contentDescription = DICOMTag(0x0070_0081, "ContentDescription")
  package static let contentCreatorName = DICOMTag(0x0070_0084, "ContentCreatorName")
  package static let segmentAlgorithmName = DICOMTag(0x0062_0009, "SegmentAlgorithmName")
  package static let segmentedPropertyCategoryCodeSequence = DICOMTag(
    0x0062_0003, "SegmentedPropertyCategoryCodeSequence")
  package static let dimensionOrganizationSequence = DICOMTag(
    0x0020_9221, "DimensionOrganizationSequence")
  package static let dimensionOrganizationUID = DICOMTag(0x0020_9164, "DimensionOrganizationUID")
  package static let dimensionIndexSequence = DICOMTag(0x0020_9222, "DimensionIndexSequence")
  package static let dimensionIndexPointer = DICOMTag(0x0020_9165, "DimensionIndexPointer")
  package static let functionalGroupPointer = DICOMTag(0x0020_9167, "FunctionalGroupPointer")
  package static let dimensionDescriptionLabel = DICOMTag(0x0020_9421, "DimensionDescriptionLabel")
  package static let dimensionIndexValues = DICOMTag(0x0020_9157, "DimensionIndexValues")
  package static let spacingBetweenSlices = DICOMTag(0x0018_0088, "SpacingBetweenSlices")
  package static let positionReferenceIndicator = DICOMTag(
    0x0020_1040, "PositionReferenceIndicator")
  package static let referencedInstanceSequence = DICOMTag(
    0x0008_114A, "ReferencedInstanceSequence")
  package static let derivationImageSequence = DICOMTag(0x0008_9124, "DerivationImageSequence")
  package static let sourceImageSequence = DICOMTag(0x0008_2112, "SourceImageSequence")
  package static let purposeOfReferenceCodeSequence = DICOMTag(
    0x0040_A170, "PurposeOfReferenceCodeSequence")
  package static let derivationCodeSequence = DICOMTag(0x0008_9215, "DerivationCodeSequence")
  package static let floatPixelData = DICOMTag(0x7FE0_0008, "FloatPixelData")
  package static let realWorldValueMappingSequence = DICOMTag(
    0x0040_9096, "RealWorldValueMappingSequence")
  package static let doubleFloatRealWorldValueFirstValueMapped = DICOMTag(
    0x0040_9214, "DoubleFloatRealWorldValueFirstValueMapped")
  package static let doubleFloatRealWorldValueLastValueMapped = DICOMTag(
    0x0040_9213, "DoubleFloatRealWorldValueLastValueMapped")
  package static let realWorldValueIntercept = DICOMTag(0x0040_9224, "RealWorldValueIntercept")
  package static let realWorldValueSlope = DICOMTag(0x0040_9225, "RealWorldValueSlope")
  package static let lutExplanation = DICOMTag(0x0028_3003, "LUTExplanation")
  package static let lutLabel = DICOMTag(0x0040_9210, "LUTLabel")
  package static let parametricMapFrameTypeSequence = DICOMTag(
    0x0040_9092, "ParametricMapFrameTypeSequence")
  package static let quantityDefinitionSequence = DICOMTag(
    0x0040_9220, "QuantityDefinitionSequence")
  package static let frameVOILUTSequence = DICOMTag(0x0028_9132, "FrameVOILUTSequence")
  package static let windowCenter = DICOMTag(0x0028_1050, "WindowCenter")
  package static let windowWidth = DICOMTag(0x0028_1051, "WindowWidth")
  package static let presentationLUTShape = DICOMTag(0x2050_0020, "PresentationLUTShape")
  package static let contentQualification = DICOMTag(0x0018_9004, "ContentQualification")
  package static let recognizableVisualFeatures = DICOMTag(
    0x0028_0302, "RecognizableVisualFeatures")
  package static let acquisitionContextSequence = DICOMTag(
    0x0040_0555, "AcquisitionContextSequence")
  package static let rescaleType = DICOMTag(0x0028_1054, "RescaleType")
  package static let imageComments = DICOMTag(0x0020_4000, "ImageComments")
}

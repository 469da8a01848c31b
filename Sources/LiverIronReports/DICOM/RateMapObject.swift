internal import DICOMFiles
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages

extension CheckedAnalysis {
  /// R2 voxel by voxel as a parametric map, NaN where a voxel does not have one.
  func rateMapObject(_ report: HeldReport, _ analysis: Analysis) -> ResultObject {
    let study = analysis.request.study
    let grid = study.grid
    let object = ResultObject(
      .rateMap, of: report, instance: report.uid("rate map", nil),
      series: report.uid("rate map series", nil), number: 9005, content: report.analysedAt)
    let dataset = object.dataset
    dataset.put(.imageType, "DERIVED\\PRIMARY\\VOLUME\\NONE")
    dataset.put(.contentLabel, "R2")
    dataset.put(.contentDescription, "R2 in 1/s; research use only")
    dataset.put(.contentCreatorName, "")
    dataset.put(.lossyCompression, "00")
    dataset.put(.burnedInAnnotation, "NO")
    dataset.put(.recognizableVisualFeatures, "NO")
    dataset.put(.contentQualification, "RESEARCH")
    dataset.put(.presentationLUTShape, "IDENTITY")
    dataset.put(.acquisitionContextSequence, "")
    dataset.put(.bitsAllocated, "32")
    var values = [Float](repeating: .nan, count: grid.count)
    let fits = analysis.relaxation.fits
    var most: Float = 0
    for (index, voxel) in analysis.relaxation.voxels.enumerated() where fits.hasConverged[index] {
      values[voxel] = fits.ratePerSecond[index]
      most = max(most, fits.ratePerSecond[index])
    }
    let slices = Array(0..<grid.slices)
    MapFrames(study: study, slices: slices, identity: report.identity).put(
      dataset, dimensionUID: report.uid("rate map dimensions", nil),
      shared: { shared in
        shared.add(.parametricMapFrameTypeSequence) {
          $0.put(.frameType, "DERIVED\\PRIMARY\\VOLUME\\NONE")
        }
        shared.add(.pixelTransformationSequence) {
          $0.put(.rescaleIntercept, "0")
          $0.put(.rescaleSlope, "1")
          $0.put(.rescaleType, "US")
        }
        shared.add(.frameVOILUTSequence) {
          $0.put(.windowCenter, PrintedFigure(Double(most) / 2, decimals: 1).plain)
          $0.put(.windowWidth, PrintedFigure(max(1, Double(most)), decimals: 1).plain)
        }
        shared.add(.realWorldValueMappingSequence) { mapping in
          mapping.put(.lutExplanation, "R2")
          mapping.put(.lutLabel, "R2")
          mapping.put(.doubleFloatRealWorldValueFirstValueMapped, "0")
          mapping.put(.doubleFloatRealWorldValueLastValueMapped, "\(most)")
          mapping.put(.realWorldValueIntercept, "0")
          mapping.put(.realWorldValueSlope, "1")
          mapping.add(.measurementUnitsCodeSequence) { Concept.perSecond.fill($0) }
          mapping.add(.quantityDefinitionSequence) { quantity in
            quantity.put(.valueType, "CODE")
            quantity.add(.conceptNameCodeSequence) { Concept.sct("246205007", "Quantity").fill($0) }
            quantity.add(.conceptCodeSequence) { Concept.rate.fill($0) }
          }
        }
      }, segment: nil, sources: sources(by: slices, grid))
    dataset.put(.floatPixelData, floats: values)
    return object
  }
}

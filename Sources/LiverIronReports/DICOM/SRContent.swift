internal import DICOMFiles
internal import LiverIronImages

/// Content items under one container.
struct SRContent {
  let item: DICOMItem

  init(_ item: DICOMItem) { self.item = item }

  private func add(
    _ relationship: String, _ type: String, _ name: Concept?, _ fill: (DICOMItem) -> Void
  ) {
    item.add(.contentSequence) { content in
      content.put(.relationshipType, relationship)
      content.put(.valueType, type)
      if let name { content.add(.conceptNameCodeSequence) { name.fill($0) } }
      fill(content)
    }
  }

  func container(_ name: Concept, _ fill: (SRContent) -> Void) {
    add("CONTAINS", "CONTAINER", name) {
      $0.put(.continuityOfContent, "SEPARATE")
      fill(SRContent($0))
    }
  }

  func code(_ relationship: String, _ name: Concept, _ value: Concept) {
    add(relationship, "CODE", name) { content in
      content.add(.conceptCodeSequence) { value.fill($0) }
    }
  }

  func text(_ relationship: String, _ name: Concept, _ value: String) {
    add(relationship, "TEXT", name) { $0.put(.textValue, value) }
  }

  func uid(_ relationship: String, _ name: Concept, _ value: String) {
    add(relationship, "UIDREF", name) { $0.put(.uid, value) }
  }

  func image(
    _ relationship: String, _ name: Concept?, _ instance: SourceInstance, segment: Int?
  ) {
    add(relationship, "IMAGE", name) { content in
      content.add(.referencedSOPSequence) {
        instance.fill($0)
        if let segment { $0.put(.referencedSegmentNumber, String(segment)) }
      }
    }
  }

  func number(_ name: Concept, _ value: String, _ unit: Concept, derivation: Concept?) {
    add("CONTAINS", "NUM", name) { content in
      content.add(.measuredValueSequence) { measured in
        measured.put(.numericValue, value)
        measured.add(.measurementUnitsCodeSequence) { unit.fill($0) }
      }
      if let derivation {
        SRContent(content).code("HAS CONCEPT MOD", .dcm("121401", "Derivation"), derivation)
      }
    }
  }
}

package import Values

/// Stating sets member by member, from the terms and codes of a request.
extension Facts {
  mutating func set(
    present: [SetMember], absent: [SetMember], isComplete: Bool,
    of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    guard let set = layout.pointee.set else { return }
    beginSet(isComplete: isComplete, of: set)
    for (members, isPresent) in [(absent, false), (present, true)] {
      for member in members {
        switch member {
        case .term(let id):
          guard let term = set.pointee.names.index(of: id) else {
            throw .unknownWord(
              fact: fact(of: layout).id, word: id, known: terms(of: layout).map(\.id))
          }
          state(term, isPresent: isPresent, of: set)
        case .code(let code): if isPresent { state(code, of: set) }
        }
      }
    }
    try endSet(of: layout)
  }

  /// - Parameter isComplete: what is not stated to be present is absent. Where codes are read it is
  ///   unknown all the same: claims are partial.
  package mutating func beginSet(isComplete: Bool, of set: UnsafePointer<SetLayout>) {
    isCompleteSet = isComplete && !readsCodes
    isOpenSet = false
    if isCompleteSet {
      let runs = set.pointee.readRuns
      for run in 0..<runs.count {
        (cells.baseAddress! + Int(runs[run].start)).update(
          repeating: Int32(FactSpace.absent), count: Int(runs[run].count))
      }
      return
    }
    for term in 0..<set.pointee.variables.count { stated[term] = .nothing }
    if readsCodes { establishing.removeAll(keepingCapacity: true) }
    contradiction = -1
  }

  package mutating func state(_ term: Int, isPresent: Bool, of set: UnsafePointer<SetLayout>) {
    if isCompleteSet {
      let variable = Int(set.pointee.variables[term])
      if variable >= 0 { cells[variable] = Int32(FactSpace.present) }
      return
    }
    if stated[term] == (isPresent ? .absent : .present) { contradiction = term }
    stated[term] = isPresent ? .present : .absent
  }

  /// A coded condition that is present: it leaves terms open that a complete list does not name.
  package mutating func state(_ code: Code, of set: UnsafePointer<SetLayout>) {
    if set.pointee.effects.isUnrelated(code) {
      if isCompleteSet, !isOpenSet, set.pointee.effects.isOpen(code.system) { leaveOpen(set) }
    } else if isCompleteSet || readsCodes {
      state(related: code, of: set)
    }
  }

  @inline(never)
  private mutating func state(related code: Code, of set: UnsafePointer<SetLayout>) {
    let effects = set.pointee.effects
    if isCompleteSet, !isOpenSet, effects.canMeanAnyTerm(code) { leaveOpen(set) }
    effects.forEach(of: code) { effect in
      if isCompleteSet {
        for entry in effect.opens {
          let variable = Int(set.pointee.variables[effects.term(entry)])
          if variable >= 0, cells[variable] != Int32(FactSpace.present) {
            cells[variable] = Facts.unknown
          }
        }
      } else {
        for entry in effect.establishes { establishing.append((code, effects.term(entry))) }
      }
    }
  }

  /// Leaves open all terms of a complete list that are not stated to be present.
  private mutating func leaveOpen(_ set: UnsafePointer<SetLayout>) {
    isOpenSet = true
    let runs = set.pointee.readRuns
    for run in 0..<runs.count {
      for variable in Int(runs[run].start)..<Int(runs[run].start + runs[run].count)
      where cells[variable] != Int32(FactSpace.present) {
        cells[variable] = Facts.unknown
      }
    }
  }

  package mutating func endSet(of layout: UnsafePointer<FactLayout>) throws(FactError) {
    guard !isCompleteSet, let set = layout.pointee.set else { return }
    if contradiction >= 0 {
      throw .contradiction(fact: fact(of: layout).id, term: terms(of: layout)[contradiction].id)
    }
    let variables = set.pointee.variables
    for term in 0..<variables.count where variables[term] >= 0 {
      cells[Int(variables[term])] =
        switch stated[term] {
        case .present: Int32(FactSpace.present)
        case .absent: Int32(FactSpace.absent)
        case .nothing: Facts.unknown
        }
    }
    if readsCodes { try establish(layout, set) }
  }

  private mutating func establish(
    _ layout: UnsafePointer<FactLayout>, _ set: UnsafePointer<SetLayout>
  ) throws(FactError) {
    let fact = fact(of: layout)
    let terms = terms(of: layout)
    for (code, term) in establishing {
      switch stated[term] {
      case .absent:
        throw .contradictedCode(fact: fact.id, code: code, term: terms[term].id)
      case .present: break
      case .nothing:
        let variable = Int(set.pointee.variables[term])
        if variable >= 0 { cells[variable] = Int32(FactSpace.present) }
        established.append(EstablishedTerm(fact: fact.id, term: terms[term].id, code: code))
        stated[term] = .present
      }
    }
  }

  /// The terms of a set.
  package func terms(of layout: UnsafePointer<FactLayout>) -> [Term] {
    guard case .set(_, let terms) = fact(of: layout).type else { return [] }
    return terms
  }
}

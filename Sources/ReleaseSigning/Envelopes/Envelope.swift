internal import JSONText

/// A signed payload, as DSSE 1.0 (Dead Simple Signing Envelope) writes it.
package struct Envelope: Hashable, Sendable {
  package struct Signature: Hashable, Sendable {
    /// A hint at the key; nobody has signed it.
    let keyID: String?
    let bytes: [UInt8]
  }

  /// The type of an in-toto statement in JSON.
  static let statementType = "application/vnd.in-toto+json"

  let payloadType: String
  let payload: [UInt8]
  let signatures: [Signature]

  /// Signs a payload.
  init(_ payload: [UInt8], by key: PrivateKey) {
    payloadType = Envelope.statementType
    self.payload = payload
    let message = Envelope.message(payloadType, payload)
    signatures = [Signature(keyID: key.publicKey.id, bytes: key.signature(of: message))]
  }

  /// The bytes that are signed: the pre-authentication encoding, which binds the type to the payload.
  private static func message(_ type: String, _ payload: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
  }

  /// The key that signed the payload, one of those that the reader trusts.
  ///
  /// Signatures by other keys are ignored, since anyone can add them. One that names a trusted key and
  /// is not by it is refused.
  func signer(among keys: [PublicKey]) throws(ReleaseRefusal) -> PublicKey {
    guard !signatures.isEmpty else {
      throw ReleaseRefusal(
        .missingSignature, "the envelope does not have a signature", help: .askThePublisher)
    }
    guard !keys.isEmpty else {
      throw ReleaseRefusal(
        .missingKey, "no key is trusted, so that no signature can be",
        help: "name the publisher's public key with `--trust`")
    }
    let message = Envelope.message(payloadType, payload)
    var signer: PublicKey?
    for signature in signatures {
      let candidates = keys.filter { $0.id == signature.keyID }
      for key in candidates where !key.verifies(signature.bytes, of: message) {
        throw ReleaseRefusal(
          .forgedSignature, "the signature is not one by the key `\(key.id)`, which it names",
          help: .askThePublisher)
      }
      signer =
        signer ?? candidates.first ?? keys.first { $0.verifies(signature.bytes, of: message) }
    }
    guard let signer else {
      throw ReleaseRefusal(
        .unknownSigner, "no signature is by a key that is trusted",
        help: "compare the signer's key with the publisher, and name it with `--trust`")
    }
    return signer
  }
}

// MARK: JSON

extension Envelope {
  var json: JSON {
    [
      "payloadType": .string(payloadType), "payload": .string(Base64.text(of: payload)),
      "signatures": .array(
        signatures.map { signature in
          .object([
            "keyid": signature.keyID.map(JSON.string),
            "sig": .string(Base64.text(of: signature.bytes)),
          ])
        }),
    ]
  }

  package init(json bytes: [UInt8]) throws(ReleaseRefusal) {
    func unreadable(_ reason: String) -> ReleaseRefusal {
      ReleaseRefusal(
        .unreadableEnvelope, "the envelope cannot be read: \(reason)", help: .askThePublisher)
    }
    guard bytes.count <= Envelope.mostBytes else { throw unreadable("it is over 16 MiB") }
    let json: JSON
    do throws(JSONError) {
      json = try JSON(bytes: bytes)
    } catch {
      throw unreadable(error.message)
    }
    guard let payloadType = json["payloadType"]?.string else {
      throw unreadable("it does not have a `payloadType`")
    }
    guard payloadType == Envelope.statementType else {
      throw ReleaseRefusal(
        .foreignPayload, "the envelope contains `\(payloadType)`, not an in-toto statement",
        help: .askThePublisher)
    }
    guard let payload = json["payload"]?.string.flatMap(Base64.bytes) else {
      throw unreadable("its `payload` is not Base64")
    }
    guard let written = json["signatures"]?.array else {
      throw unreadable("it does not have `signatures`")
    }
    var signatures: [Signature] = []
    for signature in written {
      guard let bytes = signature["sig"]?.string.flatMap(Base64.bytes) else {
        throw unreadable("a `sig` is not Base64")
      }
      signatures.append(Signature(keyID: signature["keyid"]?.string, bytes: bytes))
    }
    self.payloadType = payloadType
    self.payload = payload
    self.signatures = signatures
  }

  private static let mostBytes = 16 << 20
}

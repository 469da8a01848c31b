internal import CYAML
internal import Diagnostics

let coreTags = "tag:yaml.org,2002:"

/// An event of libyaml, copied out of memory that libyaml owns.
struct Event {
  let type: yaml_event_type_e
  let span: Span
  let value: String?
  let anchor: String?
  let tag: String?
  let style: Node.Style

  init(_ event: yaml_event_t, span: Span) {
    type = event.type
    self.span = span
    func text(_ pointer: UnsafePointer<UInt8>?) -> String? { pointer.map { String(cString: $0) } }
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      value = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      anchor = text(scalar.anchor)
      tag = text(scalar.tag)
      style =
        switch scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: .plain
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .quoted
        }
    case YAML_SEQUENCE_START_EVENT:
      value = nil
      style = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block
      anchor = text(event.data.sequence_start.anchor)
      tag = text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      value = nil
      style = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block
      anchor = text(event.data.mapping_start.anchor)
      tag = text(event.data.mapping_start.tag)
    case YAML_ALIAS_EVENT:
      (value, tag, style) = (nil, nil, .plain)
      anchor = text(event.data.alias.anchor)
    default:
      (value, anchor, tag, style) = (nil, nil, nil, .plain)
    }
  }
}

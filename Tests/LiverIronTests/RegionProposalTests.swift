import LiverIron
import LiverIronTestSupport
import Testing

@Suite("Proposed regions")
struct RegionProposalTests {
  @Test("lie inside of liver and saline, and hold most of them")
  func body() throws {
    var phantom = BodyPhantom()
    phantom.liverRates = [60, 83, 200]
    let echoes = phantom.echoes(seed: 2)
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes,
      noise: try NoiseLevel(of: echoes, phantom.grid, times: phantom.times, around: []).sigma)
    let proposal = RegionProposal(images: images, rightIsLowColumn: true)
    for (name, found, tissue) in [
      ("liver", proposal.liver, BodyPhantom.Tissue.liver), ("saline", proposal.saline, .saline),
    ] {
      let truth = phantom.mask(tissue)
      let inside = zip(found, truth).count { $0 && $1 }
      #expect(inside == found.count { $0 }, "\(name) holds nothing else")
      #expect(Double(inside) > 0.6 * Double(truth.count { $0 }), "\(name) is most of it")
    }
  }

  @Test("are empty where there is nothing")
  func nothing() {
    let grid = VoxelGrid(columns: 32, rows: 32, slices: 2)
    let images = MagnitudeImages(
      grid: grid, echoTimes: DecayPhantom.protocolTimes,
      echoes: DecayPhantom.protocolTimes.seconds.map { _ in [Float](repeating: 0, count: 2048) },
      noise: [1, 1, 1, 1, 1])
    let proposal = RegionProposal(images: images, rightIsLowColumn: true)
    #expect(!proposal.liver.contains(true) && !proposal.saline.contains(true))
  }
}

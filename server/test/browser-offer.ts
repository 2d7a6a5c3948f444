const line = [
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:Ecq1',
  'a=ice-pwd:tOxsTNqWoRX0NLtdOtnMfFxu',
  'a=ice-options:trickle',
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, (_, at) => (at + 16).toString(16).toUpperCase()).join(':')}`,
  'a=setup:actpass',
  'a=rtcp-mux',
  'a=sendonly',
];

/** The offer of a seller's browser that sends one sound and one picture; nobody answers behind its paths. */
export const browserOffer = [
  'v=0',
  'o=- 4742756730741769103 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  ...line,
  'a=mid:0',
  'a=rtpmap:111 opus/48000/2',
  'a=ssrc:3318611594 cname:leo',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 102',
  ...line,
  'a=mid:1',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack pli',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtcp-fb:102 nack pli',
  'a=ssrc:2718281828 cname:leo',
  '',
].join('\r\n');

/** What that browser says of one of its network paths. */
export const browserCandidate = {
  candidate: 'candidate:1 1 udp 2122260223 192.0.2.77 50000 typ host generation 0 ufrag Ecq1 network-id 1',
  sdpMid: '0',
  sdpMLineIndex: 0,
};

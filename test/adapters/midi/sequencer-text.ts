/** What /proc/asound/seq/clients of Linux 7 says while a synth listens to the daemon and a keyboard is heard. */
export const sequencerText = `Client info
  cur  clients : 11
  peak clients : 12
  max  clients : 192

Client   0 : "System" [Kernel Legacy]
  Port   0 : "Timer" (Rwe-) [In/Out]
    Connecting To: 128:0
  Port   1 : "Announce" (R-e-) [In]
Client  14 : "Midi Through" [Kernel Legacy]
  Port   0 : "Midi Through Port-0" (RWe-) [In/Out]
Client  20 : "Nord "Stage" 3" [Kernel Legacy]
  Port   0 : "Nord Stage MIDI 1" (RWeX) [In/Out]
    Connecting To: 132:0
Client 128 : "RtMidi Output Client" [User Legacy]
  Port   0 : "music-lstm-daemon" (R-e-) [In]
    Connecting To: 130:0, 133:2[real:0]
Client 130 : "FLUID Synth (99)" [User Legacy]
  Port   0 : "Synth input port (99:0)" (-We-) [Out]
    Connected From: 131:0[r:0], 128:0
  Input pool :
    Pool size          : 200
    Cells in use       : 0
Client 131 : "RtMidi Output Client" [User Legacy]
  Port   0 : "RtMidi Output" (R-e-) [In]
    Connecting To: 130:0[r:0]
Client 132 : "RtMidi Input Client" [User Legacy]
  Port   0 : "RtMidi Input" (-We-) [Out]
    Connected From: 20:0
Client 133 : "private" [User Legacy]
  Port   2 : "not exported" (RW--)
  Port   3 : "not subscribable" (rwe-)
`;

/**
 * Ports that a port of ours is connected to, from the text of /proc/asound/seq/clients: `client:port` each, as the
 * names of the MIDI library end. Undefined when our port is not there.
 */
export const subscribersOf = (clients: string, portName: string): readonly string[] | undefined => {
  const found: string[] = [];
  let isOurs = false;
  let isThere = false;
  for (const line of clients.split('\n')) {
    const port = /^ {2}Port +\d+ : "(.*?)"/.exec(line);
    if (port) isOurs = port[1] === portName;
    isThere ||= isOurs;
    const targets = /^ {4}Connecting To: (.*)$/.exec(line);
    // each target may carry options in brackets, e.g. 129:0[real:0]
    if (isOurs && targets) found.push(...targets[1].split(', ').map((target) => target.replace(/\[.*/, '').trim()));
  }
  return isThere ? found : undefined;
};

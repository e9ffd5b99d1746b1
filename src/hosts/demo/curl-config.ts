/** Sends curl to the stand-in when it calls the control plane, so that the command line is the real one. */
import { CONTROL_PLANE } from "./story.ts";

/** Returns the text of a `.curlrc`. `port` is on loopback, `certificate` the absolute path of what curl is to trust. */
export function curlConfig(port: number, certificate: string): string {
  const { host } = CONTROL_PLANE;
  return `connect-to = "${host}:443:127.0.0.1:${port}"\ncacert = "${certificate}"\nnoproxy = "*"\n`;
}

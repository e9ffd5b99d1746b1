/** Sends curl to the stand-in when it is told to call the control plane: the command line stays as it is in life. */
import { CONTROL_PLANE } from "./story.ts";

/** Text of a `.curlrc`. `port` is on loopback, `certificate` an absolute path to what curl is to trust. */
export function curlConfig(port: number, certificate: string): string {
  const { host } = CONTROL_PLANE;
  return `connect-to = "${host}:443:127.0.0.1:${port}"\ncacert = "${certificate}"\nnoproxy = "*"\n`;
}

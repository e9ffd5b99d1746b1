/** Lists the methods of an object that affect more than the object itself. */

import { words } from "../../text/expressions.ts";
import type { Word } from "../../text/words.ts";

/** Methods that act on more than their object; all others only compute. */
const ACTS = new Set(words`
  delete deletefile deletefolder movefile movefolder deletesubkey deletesubkeytree deletetree deletevalue kill
  terminate stop moveto copyto invoke invokescript invokecommand invokeasync begininvoke downloadstring downloaddata
  downloadfile openread getstringasync deleteasync postasync putasync sendasync uploadstring uploadfile uploaddata
  uploadvalues shellexecute run exec executenonquery executereader executescalar win32shutdown reboot shutdown format
  deleteobject emptyrecyclebin namespace addscript addcommand addparameter invokeverb deletetask uninstall stopservice
  setlength ddeinitiate ddeexecute setaccesscontrol setaccessrule exitwindows disable changestartmode setinfo
  dropdatabase drop killdatabase encrypt setvalue getnestedtype getfield getfields clearlog copyfromscreen retrieveall
  retrievepassword getnetworkcredential getasynckeystate setwindowshookex createthread virtualalloc createsubkey
  executeshellcommand navigate2 createshortcut getdelegateforfunctionpointer mapnetworkdrive sendkeys getstream
  setpassword changepassword registertaskdefinition registertask registerxll registerdll accepttcpclient acceptsocket
`);
/** Documents that contain macros. */
const MACROS = /\.(?:xlsm|xlam|xlsb|xll|docm|dotm|pptm|ppam|xla|slk)$/i;

/** WMI classes whose objects start a program on an event. */
export const SUBSCRIPTIONS = /subscription|__EventFilter|EventConsumer/i;

/** Whether a call of the method is an act; all others only compute. `text`: the whole expression as written. */
export function acts(name: string, args: readonly Word[], text: string): boolean {
  const [first] = args;
  return (
    ACTS.has(name) ||
    // Connecting to this machine only checks a port.
    (/^(?:begin)?connect(?:async)?$/.test(name) &&
      args.length > 1 &&
      !/^(?:localhost|127\.)/.test(first?.value ?? "")) ||
    (name === "open" && MACROS.test(first?.value ?? "")) ||
    // `([ADSI]'WinNT://./Administrators,group').Add('WinNT://./eve')`
    (/^(?:add|remove|create|put)$/.test(name) && /(?:WinNT|LDAP):\/\//i.test(text)) ||
    (name === "opensubkey" && args.length > 1) ||
    (name === "start" && args.length > 0) ||
    (name === "gettype" && args.length > 0) ||
    (name === "create" && /win32_(?:process|shadowcopy|share|service)\b/i.test(text)) ||
    (/^(?:createinstance|put)$/.test(name) && SUBSCRIPTIONS.test(text)) ||
    // `([adsisearcher]'(…)').FindAll()`, `$ping.Send($host, 1500, $data)`
    (/^find(?:all|one)$/.test(name) && /adsisearcher|DirectorySearcher/i.test(text)) ||
    (name === "send" && args.length === 3) ||
    (name === "shell" && /VisualBasic\.Interaction/i.test(text)) ||
    (name === "load" && /\bAppDomain\b/i.test(text))
  );
}

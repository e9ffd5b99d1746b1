/** Recognises services that take anybody's data: paste bins, file drops, request catchers, tunnels, bot APIs. */
import { inOrder, words } from "../text/expressions.ts";

const DROPS = inOrder(
  [
    /(?:^|\.)/,
    words`
      transfer\.sh 0x0\.st file\.io termbin\.com temp\.sh bashupload\.(?:com|app) oshi\.at gofile\.io catbox\.moe
      anonfiles?\.(?:com|la) uguu\.se keep\.sh ix\.io sprunge\.us paste\.rs pastebin\.com paste\.ee paste\.debian\.net
      dpaste\.(?:com|org) hastebin\.com rentry\.(?:co|org) ghostbin\.\w+ clbin\.com ttm\.sh x0\.at webhook\.site
      requestbin\.(?:com|net) requestcatcher\.com beeceptor\.com pipedream\.net hookbin\.com ptsv\d?\.com
      burpcollaborator\.net oastify\.com oast\.\w+ interact\.sh interactsh\.com canarytokens\.com dnslog\.cn
      ngrok(?:-free)?\.(?:io|app|dev) trycloudflare\.com loca\.lt serveo\.net localhost\.run api\.telegram\.org
      hooks\.slack\.com discord(?:app)?\.com
    `,
    /$/,
  ],
  "i",
);

export function isDropHost(host: string | undefined): boolean {
  return host !== undefined && DROPS.test(host);
}

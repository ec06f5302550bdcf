// The page for a real phone on recorded answers. An address like `/?phone=declines&interfaces=none` chooses what the phone does
// (`confirms`, `declines`, `waits`, or `obeys`: it confirms when the page gets the event `phone`) and which interfaces there are
// (`one`, `several`, `none`).

import type { PhoneEvent, PhoneInterface, PhonePageView, Verdict } from "../bindings";
import type { Recorder, Recording } from "../browser";
import code from "./phone-code.svg?raw";
import type { World } from "./world";

const asked = (name: string, usual: string) => new URLSearchParams(location.search).get(name) ?? usual;
const lasts = 300_000;
/** So that the code is seen before the phone is quick. */
const thinks = 700;

const interfaces: Record<string, PhoneInterface[]> = {
  none: [],
  one: [{ name: "wlp3s0", address: "192.168.1.5" }],
  several: [
    { name: "wlp3s0", address: "192.168.1.5" },
    { name: "docker0", address: "172.17.0.1" },
    { name: "wlp3s0", address: "2001:db8::7a1c:4dff:fe2e:91b0" },
  ],
};

const headlines: Partial<Record<Verdict, string>> = { done: "Signed on", refused: "Refused", cancelled: "Ended" };

export function phoneRecordings(world: World): Record<string, Recording> {
  let end: ((event: PhoneEvent) => void) | undefined;

  function serve({ send }: Recorder): void {
    end?.(closed);
    const tell = (event: PhoneEvent) => send(event);
    const confirm = () =>
      tell({ kind: "confirmed", from: "192.168.1.23", described: "Mobile, iOS 17.5, 1179 x 2556", platform: "iphone" });
    const what = asked("phone", "confirms");
    const acts = setTimeout(() => {
      if (what === "confirms") confirm();
      if (what === "declines") end?.(declined);
    }, thinks);
    if (what === "obeys") addEventListener("phone", confirm, { once: true });
    end = (event) => {
      clearTimeout(acts);
      removeEventListener("phone", confirm);
      end = world.phoneIsTold = undefined;
      tell(event);
    };
    world.phoneIsTold = (verdict) => {
      const headline = headlines[verdict] ?? "Stopped";
      setTimeout(() => end?.({ kind: "told", headline, words: "", taken: true }), 100);
    };
  }

  return {
    phone_interfaces: () => interfaces[asked("interfaces", "one")] ?? [],
    open_phone_page: (args, recorder): PhonePageView => {
      const address = String(args["address"]);
      if (!/^[0-9a-f:.]+$/.test(address)) throw refused(`“${address}” is no address.`, "Type one of this machine, such as 192.168.1.5.");
      if (address === "192.0.2.1") {
        const why = "Cannot assign requested address (os error 99)";
        throw refused(`The page for the phone cannot be served on ${address}: ${why}. Choose another address of this machine.`, "");
      }
      serve(recorder);
      const host = address.includes(":") ? `[${address}]` : address;
      return {
        url: `http://${host}:41207/Qm9yaXMgaGFzIGEgY2F0IDE3`,
        svg: code,
        modules: 33,
        minPixels: 164,
        address,
        openedAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + lasts).toISOString(),
      };
    },
    close_phone_page: () => {
      end?.(closed);
      return null;
    },
  };
}

const closed: PhoneEvent = { kind: "ended", headline: "The page for the phone was closed. Start again to get a new code." };
const declined: PhoneEvent = { kind: "ended", headline: "The phone said: not now. Nothing was sent; start again to get a new code." };
const refused = (headline: string, remedy: string) => ({ kind: "phone", headline, detail: "", remedy, problems: [] });

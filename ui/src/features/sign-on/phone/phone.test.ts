import { expect, test } from "vitest";
import type { Host } from "../../../host";
import type { JourneyInput, PhoneEvent, PhoneInterface } from "../../../host/bindings";
import { other, Phone } from "./phone.svelte";

const asked: JourneyInput = {
  environment: "lab",
  road: { kind: "qrSignOn", credential: "c-1", account: "ACC-1", lifetime: null, claims: {} },
  platform: "stb-opentv-os",
  signOn: { kind: "phone" },
  content: null,
};
const page = { url: "http://192.0.2.7:9/secret", svg: "", modules: 33, minPixels: 164, address: "192.0.2.7", openedAt: "", endsAt: "" };
const at = (...addresses: string[]): PhoneInterface[] => addresses.map((address) => ({ name: "eth0", address }));

/** A program with these interfaces, and what each page that is opened can be made to tell. */
function program(interfaces: PhoneInterface[]) {
  const pages: ((event: PhoneEvent) => void)[] = [];
  const host = {
    ask: () => Promise.resolve(interfaces),
    stream: (_command: string, _args: unknown, onmessage: (event: PhoneEvent) => void) => {
      pages.push(onmessage);
      return Promise.resolve(page);
    },
  };
  return { phone: new Phone(host as unknown as Host), pages };
}

const confirmed: PhoneEvent = { kind: "confirmed", from: "192.0.2.20", described: "Mobile", platform: "iphone" };
const declined: PhoneEvent = { kind: "ended", headline: "not now" };

test.each([
  [at("192.0.2.7"), "192.0.2.7"],
  [at("192.0.2.7", "2001:db8::7"), "192.0.2.7"],
  [at("2001:db8::7"), "2001:db8::7"],
  [at("192.0.2.7", "198.51.100.7"), ""],
  [[], other],
])("of the interfaces %j %j is chosen by itself", async (interfaces, chosen) => {
  const { phone } = program(interfaces);
  await phone.look();
  expect(phone.chosen).toBe(chosen);
});

test("a phone that confirms is signed on once, as its own platform, to what was asked when the page was opened", async () => {
  const { phone, pages } = program(at("192.0.2.7"));
  await phone.open(asked);
  expect([phone.isWaiting, phone.journey]).toEqual([true, undefined]);
  pages[0]?.(confirmed);
  expect(phone.journey).toEqual({ ...asked, platform: "iphone", signOn: { kind: "phone" } });
  phone.begun = "yes";
  expect([phone.isWaiting, phone.journey]).toEqual([false, undefined]);
});

test("a page that ended leaves why and nothing to sign on to, and one that gave way is not heard", async () => {
  const { phone, pages } = program(at("192.0.2.7"));
  await phone.open(asked);
  await phone.open(asked);
  pages[0]?.(declined);
  expect([phone.page, phone.last]).toEqual([page, undefined]);
  pages[1]?.(confirmed);
  pages[1]?.(declined);
  expect([phone.page, phone.journey, phone.last]).toEqual([undefined, undefined, declined]);
});

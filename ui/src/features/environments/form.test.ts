import { expect, test } from "vitest";
import type { Environment } from "../../host/bindings";
import { emptyForm, environmentOf, formOf } from "./form";
import { readClaims } from "./problems";
import { previewOf } from "./template";

const whole: Environment = {
  name: "Lab",
  tenant: "nagra",
  authService: "Simulator Auth Service",
  allowHttp: true,
  proxy: "http://proxy.example:3128",
  playoutDeviceClass: "mobileDevice",
  defaultAccount: "ACC-1",
  defaultPlatform: "stb-opentv-os",
  defaultContent: "CH015",
  urls: {
    ags: "https://ags.example",
    ias: "https://ias.example",
    dsra: "https://dsra.example",
    adm: "https://adm.example",
    urlBuilder: "https://urlbuilder.example",
    ssm: "https://ssp.example/T",
    licence: "https://licence.example/T",
  },
  headers: { "X-Zone": " a" },
  timeouts: { connect: 5, answer: 30 },
  tls: { caFile: "lab.pem", clientCertificate: "me.pem", clientKey: "me.key" },
  qr: { template: "https://tv.example/?t={sessionToken}", errorCorrection: "Q", sessionTokenLifetime: 120 },
  operatorJwt: { lifetime: 300, claims: { region: "eu", level: 2 }, header: "X-Operator" },
  names: {
    operatorJwtParameter: "OperatorAuthToken",
    sessionTokenParameter: "sessionToken",
    userNameParameter: "User",
    passwordParameter: "Secret",
    accountParameter: "account",
  },
  ways: {
    password: "ias-v3",
    refresh: "ias-v2",
    authorization: "bare",
    refreshMargin: 120,
    expiryUnit: "seconds",
    pollingPeriod: 7,
    contentToken: "url-builder",
    renewalPath: "sessions",
    tenantHeader: "both",
    discoveryToken: "operator-jwt",
    correlationId: "not-sent",
  },
};

test("an environment that is opened and saved says the same", () => {
  const form = formOf(whole);
  const read = readClaims(form["operator-jwt.claims"]);
  expect("claims" in read && environmentOf(form, read.claims)).toEqual(whole);
});

test("what is left empty is left out, so that the program's default holds", () => {
  const sent = environmentOf({ ...emptyForm(), "timeouts.connect": " " }, {}) as Record<string, unknown>;
  expect(sent).not.toHaveProperty("authService");
  expect(sent["timeouts"]).toEqual({ answer: 30 });
  expect(sent["urls"]).toEqual({});
});

test("what is no number is sent as it was typed, for the program to tell", () => {
  const sent = environmentOf({ ...emptyForm(), "timeouts.connect": "5.5" }, {}) as Record<string, unknown>;
  expect(sent["timeouts"]).toEqual({ connect: "5.5", answer: 30 });
});

test.each([
  ["{sessionToken}", "abc3fj6sdehd529ng33dg", "text"],
  ["https://tv.example/?t={sessionToken}", "https://tv.example/?t=abc3fj6sdehd529ng33dg", "url"],
  ['{"t":"{sessionToken}"}', '{"t":"abc3fj6sdehd529ng33dg"}', "json"],
  ["{not json {sessionToken}", "{not json abc3fj6sdehd529ng33dg", "text"],
])("the template %s holds the token", (template, holds, shape) => {
  expect(previewOf(template)).toEqual({ holds, shape });
});

test("a template without the token, or with it twice, has no preview", () => {
  expect(previewOf("nothing")).toBeUndefined();
  expect(previewOf("{sessionToken}{sessionToken}")).toBeUndefined();
});

// An environment as a form: every value as the text that a person types. What is wrong with it is judged by the program, all
// at once; here only what cannot be sent at all is refused.

import type {
  AuthorizationScheme,
  ContentTokenSource,
  CorrelationHeader,
  DiscoveryToken,
  Environment,
  ErrorCorrection,
  ExpiryUnit,
  JsonValue,
  PasswordWay,
  RefreshWay,
  RenewalPath,
  TenantHeader,
} from "../../host/bindings";

export interface HeaderRow {
  id: number;
  name: string;
  value: string;
}

/** Field by field; the names are the keys of the file, so that a problem finds its field. */
export interface Form {
  "name": string;
  "tenant": string;
  "auth-service": string;
  "allow-http": boolean;
  "proxy": string;
  "playout-device-class": string;
  "default-account": string;
  "default-platform": string;
  "default-content": string;
  "urls.ags": string;
  "urls.ias": string;
  "urls.dsra": string;
  "urls.adm": string;
  "urls.url-builder": string;
  "urls.ssm": string;
  "urls.licence": string;
  "headers": HeaderRow[];
  "timeouts.connect": string;
  "timeouts.answer": string;
  "tls.ca-file": string;
  "tls.client-certificate": string;
  "tls.client-key": string;
  "qr.template": string;
  "qr.error-correction": ErrorCorrection;
  "qr.session-token-lifetime": string;
  "operator-jwt.lifetime": string;
  /** A JSON object. */
  "operator-jwt.claims": string;
  "operator-jwt.header": string;
  "names.operator-jwt-parameter": string;
  "names.session-token-parameter": string;
  "names.user-name-parameter": string;
  "names.password-parameter": string;
  "names.account-parameter": string;
  "ways.password": PasswordWay;
  "ways.refresh": RefreshWay;
  "ways.authorization": AuthorizationScheme;
  "ways.refresh-margin": string;
  "ways.expiry-unit": ExpiryUnit;
  "ways.polling-period": string;
  "ways.content-token": ContentTokenSource;
  "ways.renewal-path": RenewalPath;
  "ways.tenant-header": TenantHeader;
  "ways.discovery-token": DiscoveryToken;
  "ways.correlation-id": CorrelationHeader;
}

/** The fields that hold one line of text, which may be any. */
export type TextKey = { [Key in keyof Form]: string extends Form[Key] ? Key : never }[keyof Form];

/** What a new environment starts with: the program's own defaults. */
export function emptyForm(): Form {
  return {
    "name": "",
    "tenant": "",
    "auth-service": "",
    "allow-http": false,
    "proxy": "",
    "playout-device-class": "",
    "default-account": "",
    "default-platform": "",
    "default-content": "",
    "urls.ags": "",
    "urls.ias": "",
    "urls.dsra": "",
    "urls.adm": "",
    "urls.url-builder": "",
    "urls.ssm": "",
    "urls.licence": "",
    "headers": [],
    "timeouts.connect": "5",
    "timeouts.answer": "30",
    "tls.ca-file": "",
    "tls.client-certificate": "",
    "tls.client-key": "",
    "qr.template": "{sessionToken}",
    "qr.error-correction": "M",
    "qr.session-token-lifetime": "300",
    "operator-jwt.lifetime": "300",
    "operator-jwt.claims": "",
    "operator-jwt.header": "",
    "names.operator-jwt-parameter": "OperatorAuthToken",
    "names.session-token-parameter": "sessionToken",
    "names.user-name-parameter": "username",
    "names.password-parameter": "password",
    "names.account-parameter": "accountId",
    "ways.password": "ags",
    "ways.refresh": "ags",
    "ways.authorization": "bearer",
    "ways.refresh-margin": "300",
    "ways.expiry-unit": "milliseconds",
    "ways.polling-period": "5",
    "ways.content-token": "ias",
    "ways.renewal-path": "root",
    "ways.tenant-header": "nv-tenant-id",
    "ways.discovery-token": "none",
    "ways.correlation-id": "uuid",
  };
}

export function formOf(environment: Environment): Form {
  const { urls, timeouts, tls, qr, operatorJwt, names, ways } = environment;
  const claims = Object.keys(operatorJwt.claims).length > 0 ? JSON.stringify(operatorJwt.claims, null, 2) : "";
  return {
    "name": environment.name,
    "tenant": environment.tenant,
    "auth-service": environment.authService ?? "",
    "allow-http": environment.allowHttp,
    "proxy": environment.proxy ?? "",
    "playout-device-class": environment.playoutDeviceClass ?? "",
    "default-account": environment.defaultAccount ?? "",
    "default-platform": environment.defaultPlatform ?? "",
    "default-content": environment.defaultContent ?? "",
    "urls.ags": urls.ags,
    "urls.ias": urls.ias ?? "",
    "urls.dsra": urls.dsra ?? "",
    "urls.adm": urls.adm ?? "",
    "urls.url-builder": urls.urlBuilder ?? "",
    "urls.ssm": urls.ssm ?? "",
    "urls.licence": urls.licence ?? "",
    "headers": Object.entries(environment.headers).map(([name, value], id) => ({ id, name, value })),
    "timeouts.connect": String(timeouts.connect),
    "timeouts.answer": String(timeouts.answer),
    "tls.ca-file": tls.caFile ?? "",
    "tls.client-certificate": tls.clientCertificate ?? "",
    "tls.client-key": tls.clientKey ?? "",
    "qr.template": qr.template,
    "qr.error-correction": qr.errorCorrection,
    "qr.session-token-lifetime": String(qr.sessionTokenLifetime),
    "operator-jwt.lifetime": String(operatorJwt.lifetime),
    "operator-jwt.claims": claims,
    "operator-jwt.header": operatorJwt.header ?? "",
    "names.operator-jwt-parameter": names.operatorJwtParameter,
    "names.session-token-parameter": names.sessionTokenParameter,
    "names.user-name-parameter": names.userNameParameter,
    "names.password-parameter": names.passwordParameter,
    "names.account-parameter": names.accountParameter,
    "ways.password": ways.password,
    "ways.refresh": ways.refresh,
    "ways.authorization": ways.authorization,
    "ways.refresh-margin": String(ways.refreshMargin),
    "ways.expiry-unit": ways.expiryUnit,
    "ways.polling-period": String(ways.pollingPeriod),
    "ways.content-token": ways.contentToken,
    "ways.renewal-path": ways.renewalPath,
    "ways.tenant-header": ways.tenantHeader,
    "ways.discovery-token": ways.discoveryToken,
    "ways.correlation-id": ways.correlationId,
  };
}

const left = (text: string): JsonValue | undefined => (text.trim() === "" ? undefined : text.trim());
const number = (text: string): JsonValue | undefined => (/^\s*\d+\s*$/.test(text) ? Number(text) : left(text));

/** Without members that were left empty: there the program's defaults hold. */
function object(members: Record<string, JsonValue | undefined>): JsonValue {
  return Object.fromEntries(Object.entries(members).filter((one): one is [string, JsonValue] => one[1] !== undefined));
}

/** What is sent. `claims` is the parsed text of the claims. */
export function environmentOf(form: Form, claims: JsonValue): JsonValue {
  const named = form.headers.filter(({ name, value }) => name.trim() !== "" || value.trim() !== "");
  return object({
    name: form.name.trim(),
    tenant: form.tenant.trim(),
    authService: left(form["auth-service"]),
    allowHttp: form["allow-http"],
    proxy: left(form["proxy"]),
    playoutDeviceClass: left(form["playout-device-class"]),
    defaultAccount: left(form["default-account"]),
    defaultPlatform: left(form["default-platform"]),
    defaultContent: left(form["default-content"]),
    urls: object({
      ags: left(form["urls.ags"]),
      ias: left(form["urls.ias"]),
      dsra: left(form["urls.dsra"]),
      adm: left(form["urls.adm"]),
      urlBuilder: left(form["urls.url-builder"]),
      ssm: left(form["urls.ssm"]),
      licence: left(form["urls.licence"]),
    }),
    headers: Object.fromEntries(named.map(({ name, value }) => [name.trim(), value])),
    timeouts: object({ connect: number(form["timeouts.connect"]), answer: number(form["timeouts.answer"]) }),
    tls: object({
      caFile: left(form["tls.ca-file"]),
      clientCertificate: left(form["tls.client-certificate"]),
      clientKey: left(form["tls.client-key"]),
    }),
    qr: object({
      template: form["qr.template"],
      errorCorrection: form["qr.error-correction"],
      sessionTokenLifetime: number(form["qr.session-token-lifetime"]),
    }),
    operatorJwt: object({
      lifetime: number(form["operator-jwt.lifetime"]),
      claims,
      header: left(form["operator-jwt.header"]),
    }),
    names: object({
      operatorJwtParameter: left(form["names.operator-jwt-parameter"]),
      sessionTokenParameter: left(form["names.session-token-parameter"]),
      userNameParameter: left(form["names.user-name-parameter"]),
      passwordParameter: left(form["names.password-parameter"]),
      accountParameter: left(form["names.account-parameter"]),
    }),
    ways: object({
      password: form["ways.password"],
      refresh: form["ways.refresh"],
      authorization: form["ways.authorization"],
      refreshMargin: number(form["ways.refresh-margin"]),
      expiryUnit: form["ways.expiry-unit"],
      pollingPeriod: number(form["ways.polling-period"]),
      contentToken: form["ways.content-token"],
      renewalPath: form["ways.renewal-path"],
      tenantHeader: form["ways.tenant-header"],
      discoveryToken: form["ways.discovery-token"],
      correlationId: form["ways.correlation-id"],
    }),
  });
}

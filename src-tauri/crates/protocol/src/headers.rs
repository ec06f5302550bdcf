//! Names of the headers that the platform reads. Lower case, as HTTP/2 and the documents' newer pages write them.

/// Ties together the log lines of one flow; optional on every call.
pub const CORRELATION_ID: &str = "x-correlation-id";
/// `authServiceName` of service discovery; mandatory on every AGS call but discovery itself.
pub const AUTH_SERVICE_ID: &str = "x-auth-service-id";
/// The OPF tenant. Older IAS pages call it [`OLD_TENANT_ID`].
pub const TENANT_ID: &str = "nv-tenant-id";
/// The older name of [`TENANT_ID`], on guest and IAS v3 sign-on pages.
pub const OLD_TENANT_ID: &str = "tenantId";
/// `Bearer <token>` on IAS calls.
pub const AUTHORIZATION: &str = "authorization";
/// The `userAccountToken` of a 300 answer, on a subsequent sign-on.
pub const USER_TOKEN: &str = "User-Token";
/// "Request authentication token" of service discovery; what it is, its page does not say.
pub const TOKEN: &str = "token";
/// The country of a guest; from the address where it is not sent.
pub const COUNTRY_CODE: &str = "country-code";
/// The tokens of an SSP call, without a scheme word; several are separated by commas.
pub const NV_AUTHORIZATIONS: &str = "nv-authorizations";
/// Ours, in every answer of Tessera's simulator, and in none of a platform: what it answered says nothing of a real one.
pub const SIMULATOR: &str = "x-tessera-simulator";

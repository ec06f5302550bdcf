//! Choices about headers: the tenant, service discovery's `token`, `x-correlation-id`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The name under which the tenant has to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TenantName {
    /// As the pages print it: `nv-tenant-id`, and on calls to IAS `tenantId` as well.
    #[default]
    AsDocumented,
    /// `nv-tenant-id`, on every call.
    #[serde(rename = "nv-tenant-id")]
    Newer,
    /// `tenantId`, on every call.
    #[serde(rename = "tenantId")]
    Older,
}

/// Whether `x-correlation-id` comes back in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CorrelationEcho {
    /// Yes.
    #[default]
    Echoed,
    /// No.
    NotEchoed,
}

/// Which `x-correlation-id` is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CorrelationForm {
    /// Any, and none: no page gives a form.
    #[default]
    Any,
    /// None, and one of at most 32 characters. A UUID has 36. Licence servers have a code for one that they do not like.
    Short,
}

/// Characters that [`CorrelationForm::Short`] takes.
pub(crate) const SHORT: usize = 32;

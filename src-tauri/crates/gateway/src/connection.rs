//! How the platform is reached: addresses, headers of the deployment, time limits, TLS.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use reqwest::{Certificate, Identity, tls};
use serde::Serialize;
use tessera_protocol::{Actor, CorrelationHeader, TenantHeader, TenantId};
use url::Url;

use crate::proxy::{Proxies, ProxyChoice};

/// Where and how to reach one environment. Holds no secret but the client certificate's key, which `Debug` hides.
#[derive(Clone)]
pub struct Connection {
    /// Base URL of AGS, without `/ags`.
    pub ags: Url,
    /// Base URL of IAS, without `/ias`.
    pub ias: Url,
    /// Base URL of DSRA, without `/dsra`; that of AGS when there is none.
    pub dsra: Option<Url>,
    /// Base URL of ADM, without `/adm`; that of AGS when there is none.
    pub adm: Option<Url>,
    /// Base URL of URL Builder, without `/urlbuilder`; that of AGS when there is none.
    pub url_builder: Option<Url>,
    /// Base URL of SSM, without `/ssm`: it ends with the SSP tenant. Without it a call to SSM is a failure.
    pub ssm: Option<Url>,
    /// Base URL of the licence servers, without `/wvls`, `/prls`, `/fpls`: it ends with the SSP tenant. Without it a
    /// call to them is a failure.
    pub licence: Option<Url>,
    /// The OPF tenant.
    pub tenant: TenantId,
    /// By which header it is sent.
    pub tenant_header: TenantHeader,
    /// Which `x-correlation-id` its calls are to have.
    pub correlation: CorrelationHeader,
    /// Headers that the deployment wants on every call.
    pub headers: Vec<(String, String)>,
    /// How long name look-up, TCP and TLS may take together.
    pub connect_timeout: Duration,
    /// How long a call may take from begin to end.
    pub answer_timeout: Duration,
    /// Which proxy stands between.
    pub proxy: ProxyChoice,
    /// Further certificate authorities, as PEM.
    pub ca_pem: Option<Vec<u8>>,
    /// Client certificate and key, as PEM in one piece.
    pub identity_pem: Option<Vec<u8>>,
    /// Whether certificates are checked.
    pub certificates: CertificateCheck,
}

/// Whether the server's certificate is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum CertificateCheck {
    /// As everywhere.
    #[default]
    Verify,
    /// Any certificate is taken: anybody on the way can read along.
    AcceptInvalid,
}

/// Why no client could be made for a connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectionError {
    /// A header of the environment cannot be sent.
    #[error(
        "the header {name:?} of the environment cannot be sent: a header holds visible ASCII on one line; change it in the environment"
    )]
    Header {
        /// The name as written.
        name: String,
    },
    /// The CA file holds no certificate that can be read.
    #[error("the CA file of the environment holds no certificate that can be read; it has to be PEM")]
    Ca,
    /// Certificate and key do not make a client identity.
    #[error(
        "the client certificate and key of the environment cannot be used: {0}; both have to be PEM, the key unencrypted and fitting the certificate"
    )]
    Identity(String),
    /// The key is that of another certificate.
    #[error(
        "the client key of the environment does not belong to its client certificate; choose the key that the certificate was made with"
    )]
    OtherKey,
    /// The TLS library did not start.
    #[error("TLS could not be set up: {0}")]
    Tls(String),
}

impl Connection {
    /// A connection with the usual limits; all behind one address but SSM and the licence servers, which have none.
    pub fn new(base: Url, tenant: TenantId) -> Self {
        Self {
            ags: base.clone(),
            ias: base,
            dsra: None,
            adm: None,
            url_builder: None,
            ssm: None,
            licence: None,
            tenant,
            tenant_header: TenantHeader::default(),
            correlation: CorrelationHeader::default(),
            headers: Vec::new(),
            connect_timeout: Duration::from_secs(5),
            answer_timeout: Duration::from_secs(30),
            proxy: ProxyChoice::System,
            ca_pem: None,
            identity_pem: None,
            certificates: CertificateCheck::Verify,
        }
    }

    /// The base URL of whoever answers a call; `None` where the environment has none.
    pub fn base(&self, to: Actor) -> Option<&Url> {
        match to {
            Actor::Ias => Some(&self.ias),
            Actor::Ssm => self.ssm.as_ref(),
            Actor::LicenceServer => self.licence.as_ref(),
            Actor::Dsra => Some(self.dsra.as_ref().unwrap_or(&self.ags)),
            Actor::Adm => Some(self.adm.as_ref().unwrap_or(&self.ags)),
            Actor::UrlBuilder => Some(self.url_builder.as_ref().unwrap_or(&self.ags)),
            Actor::Ags | Actor::HeadEnd | Actor::Device | Actor::Phone => Some(&self.ags),
        }
    }

    pub(crate) fn builder(&self, proxies: &Proxies) -> Result<reqwest::ClientBuilder, ConnectionError> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.connect_timeout)
            .tls_version_min(tls::Version::TLS_1_2);
        builder = match proxies {
            Proxies::Direct => builder.no_proxy(),
            proxies => builder.proxy(reqwest::Proxy::custom({
                let proxies = proxies.clone();
                move |to| proxies.between(to)
            })),
        };
        let further = [&self.dsra, &self.adm, &self.url_builder, &self.ssm, &self.licence];
        let urls: Vec<_> = [&self.ags, &self.ias].into_iter().chain(further.into_iter().flatten()).collect();
        let https = |url: &Url| url.scheme() == "https";
        if !urls.iter().any(|url| https(url) || proxies.between(url).is_some_and(|proxy| https(&proxy))) {
            // Reading the system's certificates takes longer than a whole sign-on on this computer.
            return Ok(builder.tls_certs_only([]));
        }
        if let Some(pem) = &self.ca_pem {
            let certificates = Certificate::from_pem_bundle(pem).map_err(|_| ConnectionError::Ca)?;
            if certificates.is_empty() {
                return Err(ConnectionError::Ca);
            }
            builder = builder.tls_certs_merge(certificates);
        }
        if let Some(pem) = &self.identity_pem {
            let identity = Identity::from_pem(pem).map_err(|error| ConnectionError::Identity(reason(&error)))?;
            builder = builder.identity(identity);
        }
        if self.certificates == CertificateCheck::AcceptInvalid {
            builder = builder.tls_danger_accept_invalid_certs(true);
        }
        Ok(builder)
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Connection")
            .field("ags", &self.ags.as_str())
            .field("ias", &self.ias.as_str())
            .field("tenant", &self.tenant)
            .field("certificates", &self.certificates)
            .finish_non_exhaustive()
    }
}

/// Why a client could not be built.
pub(crate) fn not_built(error: &reqwest::Error) -> ConnectionError {
    match error.source().and_then(|source| source.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InconsistentKeys(_)) => ConnectionError::OtherKey,
        _ => ConnectionError::Tls(reason(error)),
    }
}

/// The innermost cause of an error, without the URL.
pub(crate) fn reason(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

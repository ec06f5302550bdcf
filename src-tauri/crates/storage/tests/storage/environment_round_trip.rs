//! Any environment that can be used survives saving and loading.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value};
use tessera_protocol::{CorrelationHeader, DiscoveryToken, ExpiryUnit, PLATFORMS, RenewalPath, TenantHeader};
use tessera_storage::{
    BaseUrl, ContentTokenSource, Environment, Environments, ErrorCorrection, OperatorJwtChoices, ParameterNames,
    QrChoices, Seconds, Timeouts, Urls, Ways,
};

/// Text of one line with something to see in it, and everything that has to be escaped.
fn word() -> impl Strategy<Value = String> {
    "[^\\p{Cc}]{0,20}[^\\p{Cc}\\s][^\\p{Cc}]{0,20}"
}

fn header_text() -> impl Strategy<Value = String> {
    "[!-~]([ -~]{0,20}[!-~])?"
}

fn base_url() -> impl Strategy<Value = BaseUrl> {
    "https?://[a-z]{1,9}(\\.[a-z]{2,5})?(:[1-9][0-9]{1,3})?(/[A-Za-z0-9%20._-]{1,9}){0,2}/?"
        .prop_filter_map("a URL", |text| text.parse().ok())
}

fn seconds(most: u32) -> impl Strategy<Value = Seconds> {
    (1..=most).prop_map(Seconds::of)
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300..1e300).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

prop_compose! {
    fn choices()(
        template in any::<String>(),
        level in prop::sample::select(vec![ErrorCorrection::L, ErrorCorrection::M, ErrorCorrection::Q, ErrorCorrection::H]),
        lifetimes in (seconds(31_536_000), seconds(31_536_000)),
        claims in prop::collection::vec((any::<String>(), json()), 0..4),
        header in prop::option::of("x-[a-f]{1,3}"),
    ) -> (QrChoices, OperatorJwtChoices) {
        let template = format!("{template}{}", QrChoices::PLACE);
        let qr = QrChoices { template, error_correction: level, session_token_lifetime: lifetimes.0 };
        (qr, OperatorJwtChoices { lifetime: lifetimes.1, claims: claims.into_iter().collect(), header })
    }
}

prop_compose! {
    fn urls()(
        ags in base_url(),
        others in prop::collection::vec(prop::option::of(base_url()), 6..=6),
    ) -> Urls {
        let at = |place: usize| others[place].clone();
        Urls { ags, ias: at(0), dsra: at(1), adm: at(2), url_builder: at(3), ssm: at(4), licence: at(5) }
    }
}

prop_compose! {
    fn ways()(period in seconds(31_536_000), other in any::<bool>()) -> Ways {
        let usual = Ways { polling_period: period, ..Ways::default() };
        if other {
            Ways {
                expiry_unit: ExpiryUnit::Seconds,
                renewal_path: RenewalPath::Sessions,
                content_token: ContentTokenSource::UrlBuilder,
                tenant_header: TenantHeader::TenantId,
                discovery_token: DiscoveryToken::OperatorJwt,
                correlation_id: CorrelationHeader::NotSent,
                ..usual
            }
        } else {
            usual
        }
    }
}

prop_compose! {
    fn environments()(
        (name, tenant, auth_service) in (word(), header_text(), prop::option::of(header_text())),
        (class, account, content) in (prop::option::of(word()), prop::option::of(word()), prop::option::of(word())),
        platform in prop::option::of(prop::sample::select(PLATFORMS.map(|platform| platform.id).to_vec())),
        (urls, ways) in (urls(), ways()),
        headers in prop::collection::btree_map("x-[a-f]{1,3}(\\.[a-f])?", header_text(), 0..4),
        (connect, answer) in (seconds(3600), seconds(3600)),
        (qr, operator_jwt) in choices(),
        (jwt_name, token_name) in (word(), word()),
        proxy in prop::option::of(prop::sample::select(vec!["none", "http://proxy.example.com:3128"])),
    ) -> Environment {
        Environment {
            auth_service: auth_service.map(Into::into),
            allow_http: true,
            proxy: proxy.map(|proxy| proxy.parse().unwrap()),
            playout_device_class: class,
            default_account: account.map(Into::into),
            default_platform: platform.map(Into::into),
            default_content: content.map(Into::into),
            urls: urls.clone(),
            ways,
            headers: headers.into_iter().collect::<BTreeMap<_, _>>(),
            timeouts: Timeouts { connect, answer },
            qr,
            operator_jwt,
            names: ParameterNames {
                operator_jwt_parameter: jwt_name,
                session_token_parameter: token_name,
                ..ParameterNames::default()
            },
            ..Environment::new(name, tenant, urls.ags)
        }
    }
}

#[test]
fn an_environment_that_says_nothing_more_takes_only_https_and_waits_for_a_bounded_time() {
    let environment = Environment::new("Lab", "nagra", "https://ags.example.com".parse().unwrap());
    assert!(!environment.allow_http);
    assert_eq!(environment.timeouts, Timeouts { connect: Seconds::of(5), answer: Seconds::of(30) });
    assert_eq!(environment.operator_jwt.lifetime, Seconds::of(300), "an operator JWT lasts five minutes at most");
    assert!(environment.headers.is_empty() && environment.tls.ca_file.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_valid_environment_survives_save_and_load(first in environments(), second in environments()) {
        prop_assume!(first.problems().is_empty() && second.problems().is_empty());
        let folder = tempfile::tempdir().unwrap();
        let stored = Environments::open(folder.path()).unwrap();
        let made = stored.create(&first).unwrap();
        prop_assert_eq!(&made.environment, &first);
        prop_assert_eq!(&made.unknown_keys, &Vec::<String>::new());
        let saved = stored.save(&made.id, &second, &made.revision).unwrap();
        prop_assert_eq!(&saved.environment, &second, "over the text of another one");
        let text = std::fs::read_to_string(&saved.path).unwrap();
        prop_assert!(text.contains("# The OPF tenant, sent as nv-tenant-id, or"), "comments survive: {}", text);
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>(), toml in "([a-z-]{1,9} = [0-9a-z\"\\[\\]{}]{0,9}\n|\\[[a-z.-]{1,9}\\]\n){0,9}") {
        let folder = tempfile::tempdir().unwrap();
        for text in [text, toml] {
            let path = folder.path().join("x.toml");
            std::fs::write(&path, &text).unwrap();
            if let Err(error) = tessera_storage::read_file(&path) {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

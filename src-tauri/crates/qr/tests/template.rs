//! The payload template: what is one, how the token is written into it, and that it comes back out.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use tessera_qr::{ExtractError, PayloadTemplate, TemplateError, TemplateShape, excerpt};

fn template(text: &str) -> PayloadTemplate {
    PayloadTemplate::parse(text).unwrap()
}

#[test]
fn the_default_is_the_bare_token() {
    let template = PayloadTemplate::default();
    assert_eq!(template.to_string(), "{sessionToken}");
    assert_eq!(template, PayloadTemplate::parse("{sessionToken}").unwrap());
    assert_eq!(template.fill("abc"), "abc");
}

#[test]
fn the_token_has_exactly_one_place() {
    assert_eq!(PayloadTemplate::parse(""), Err(TemplateError::NoPlaceholder));
    assert_eq!(PayloadTemplate::parse("https://tv.example/{SessionToken}"), Err(TemplateError::NoPlaceholder));
    assert_eq!(
        PayloadTemplate::parse("{sessionToken}{sessionToken}{sessionToken}"),
        Err(TemplateError::SeveralPlaceholders { count: 3 })
    );
}

#[test]
fn the_shape_follows_from_the_text_around_the_token() {
    for (text, shape) in [
        ("{sessionToken}", TemplateShape::Text),
        ("token: {sessionToken}", TemplateShape::Text),
        ("OPF:{sessionToken}", TemplateShape::Text),
        ("see https://tv.example/ for {sessionToken}", TemplateShape::Text),
        ("{sessionToken}://tv.example", TemplateShape::Text),
        ("https://tv.example/s?token={sessionToken}", TemplateShape::Url),
        ("https://tv.example/s/{sessionToken}/x", TemplateShape::Url),
        ("opentv://sign-on/{sessionToken}", TemplateShape::Url),
        ("opentv:sign-on?token={sessionToken}", TemplateShape::Url),
        (r#"{"t":"{sessionToken}"}"#, TemplateShape::Json),
        (r#" [1, {"a": "x-{sessionToken}-y"}]"#, TemplateShape::Json),
        (r#"{"u":"https://tv.example/{sessionToken}"}"#, TemplateShape::Json),
        (r#"{"t":{sessionToken}}"#, TemplateShape::Text),
        (r#"{"t":"\u00{sessionToken}"}"#, TemplateShape::Text),
    ] {
        assert_eq!(template(text).shape(), shape, "{text}");
    }
}

#[test]
fn a_token_in_a_url_is_percent_encoded() {
    let url = template("https://tv.example/s?token={sessionToken}&from=tv");
    assert_eq!(url.fill("a+b/c=&é"), "https://tv.example/s?token=a%2Bb%2Fc%3D%26%C3%A9&from=tv");
    assert_eq!(url.fill("A-z_0.9~"), "https://tv.example/s?token=A-z_0.9~&from=tv", "unreserved characters stay");
}

#[test]
fn a_token_in_json_is_escaped() {
    let json = template(r#"{"t":"{sessionToken}"}"#);
    assert_eq!(json.fill("a\"b\\c\n"), r#"{"t":"a\"b\\c\n"}"#);
}

#[test]
fn a_token_in_a_url_may_stand_there_as_it_is_where_that_is_no_doubt() {
    let url = template("https://tv.example/s?token={sessionToken}");
    assert_eq!(url.extract("https://tv.example/s?token=ab+c==").unwrap(), "ab+c==");
    for doubtful in ["a&b=c", "a#b", "a/b", "a?b", "a%2", "a%zz", "%", "%FF"] {
        let text = format!("https://tv.example/s?token={doubtful}");
        assert!(matches!(url.extract(&text), Err(ExtractError::Miswritten { .. })), "{doubtful}");
    }
}

#[test]
fn a_json_escape_that_is_none_is_refused() {
    let json = template(r#"{"t":"{sessionToken}"}"#);
    assert_eq!(json.extract(r#"{"t":"\u0061b"}"#).unwrap(), "ab");
    for wrong in [r"\x", "a\"b", r"\ud800", "a\nb"] {
        let text = format!("{{\"t\":\"{wrong}\"}}");
        assert!(matches!(json.extract(&text), Err(ExtractError::Miswritten { .. })), "{wrong}");
    }
}

#[test]
fn text_that_does_not_fit_is_described_and_not_printed() {
    let url = template("https://tv.example/s?token={sessionToken}");
    let error = url.extract("s3cret-session-token").unwrap_err();
    let plain = format!("{error} {error:?} {}", error.remedy());
    assert!(!plain.contains("s3cret"), "{plain}");
    assert!(plain.contains("https://tv.example/s?token={sessionToken}"), "says what was expected: {plain}");
    assert!(plain.contains("20 characters"), "says what was found: {plain}");
    assert_eq!(error.found().unwrap().as_str(), "s3cret-session-token");
}

#[test]
fn a_secret_is_cut_before_the_text_is_shortened() {
    let json = template(r#"{"t":"{sessionToken}"}"#);
    let secret = "s3cret".repeat(30);
    let hostile = format!("\u{202e}x\n{secret} and {}", "more ".repeat(30));
    let error = json.extract(&hostile).unwrap_err();
    let told = error.describe(|text| text.replace(&secret, "…cut:3fa9c1"));
    assert!(told.contains(r"It holds: \u{202e}x\n…cut:3fa9c1 and more"), "{told}");
    assert!(!told.contains("s3cret") && !told.contains('\u{202e}') && told.ends_with('…'), "{told}");
    assert!(told.chars().count() < 300, "{told}");
}

#[test]
fn nothing_in_the_place_of_the_token_is_no_token() {
    for text in ["{sessionToken}", "https://tv.example/{sessionToken}", r#"{"t":"{sessionToken}"}"#] {
        let template = template(text);
        let error = template.extract(&template.fill("")).unwrap_err();
        assert_eq!(error, ExtractError::NoToken { expected: text.to_owned() });
        assert!(error.to_string().contains("in the place of {sessionToken}"), "{error}");
        assert!(error.describe(str::to_owned).contains(text), "{error}");
    }
}

#[test]
fn the_text_around_the_token_has_to_be_there_whole() {
    let short = template("ab{sessionToken}bc");
    assert_eq!(short.extract("abXbc").unwrap(), "X");
    for text in ["", "ab", "abc", "bc", "abX", "Xbc", "abXbc ", " abXbc"] {
        assert!(matches!(short.extract(text), Err(ExtractError::OtherText { .. })), "{text}");
    }
}

#[test]
fn a_template_is_a_string_in_files_and_is_checked_on_the_way_in() {
    let text = r#""https://tv.example/{sessionToken}""#;
    let read: PayloadTemplate = serde_json::from_str(text).unwrap();
    assert_eq!(read.shape(), TemplateShape::Url);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    let error = serde_json::from_str::<PayloadTemplate>(r#""https://tv.example/""#).unwrap_err();
    assert!(error.to_string().contains("does not say where the session token goes"), "{error}");
}

/// Any text, with what is special in URLs and JSON more often than by chance.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,40}", r#"[a-zA-Z0-9+/=%&?#"\\{}:. \n\t-]{0,60}"#]
}

proptest! {
    #[test]
    fn fill_then_extract_gives_the_token_back_bare(token in any_text().prop_filter("some", |t| !t.is_empty())) {
        let template = PayloadTemplate::default();
        prop_assert_eq!(template.extract(&template.fill(&token)).unwrap(), token);
    }

    #[test]
    fn fill_then_extract_gives_the_token_back_in_a_url(
        token in any_text().prop_filter("some", |t| !t.is_empty()),
        path in "[a-z/]{0,12}", after in "(&[a-z]{1,5}=[a-z0-9]{0,5}){0,2}(#[a-z]{1,4})?",
    ) {
        let template = template(&format!("https://tv.example/{path}?token={{sessionToken}}{after}"));
        prop_assert_eq!(template.shape(), TemplateShape::Url);
        let filled = template.fill(&token);
        prop_assert_eq!(template.extract(&filled).unwrap(), token.clone());
        let query = url::Url::parse(&filled).unwrap();
        let seen = query.query_pairs().find(|(name, _)| name == "token").map(|(_, value)| value.into_owned());
        prop_assert_eq!(seen, Some(token), "another program's idea of the URL is the same");
    }

    #[test]
    fn fill_then_extract_gives_the_token_back_in_json(
        token in any_text().prop_filter("some", |t| !t.is_empty()), name in "[a-zA-Z]{1,8}", space in "[ \n]{0,3}",
    ) {
        let template = template(&format!("{{{space}\"v\":1,\"{name}\":{space}\"{{sessionToken}}\"}}"));
        prop_assert_eq!(template.shape(), TemplateShape::Json);
        let filled = template.fill(&token);
        prop_assert_eq!(template.extract(&filled).unwrap(), token.clone());
        let value: serde_json::Value = serde_json::from_str(&filled).unwrap();
        prop_assert_eq!(value[&name].as_str(), Some(token.as_str()), "another program's idea of the JSON is the same");
    }

    #[test]
    fn fill_then_extract_gives_the_token_back_in_any_template(
        before in any_text(), after in any_text(), token in any_text().prop_filter("some", |t| !t.is_empty()),
    ) {
        if let Ok(template) = PayloadTemplate::parse(&format!("{before}{{sessionToken}}{after}")) {
            prop_assert_eq!(template.extract(&template.fill(&token)).unwrap(), token);
        }
    }

    #[test]
    fn no_foreign_text_breaks_the_extraction_or_its_description(template in any_text(), text in any_text()) {
        if let Ok(template) = PayloadTemplate::parse(&template.replacen('%', "{sessionToken}", 1))
            && let Err(error) = template.extract(&text)
        {
            let shown = excerpt(&error.describe(str::to_owned), 10_000);
            prop_assert!(!shown.is_empty());
        }
    }
}

//! URL Builder: content token, CDN token and URL in one, and its refusals.

use serde_json::Value;
use tessera_protocol::{Call, PlayoutAnswer};
use tessera_tokens::{ReadToken, TokenKind};

use crate::desk::{Answer, Desk, message};

async fn playout(desk: &Desk, token: &str, query: &[(&str, &str)]) -> Answer {
    let request = desk.http.get(desk.url(&format!("{}{}", Call::PlayoutContentToken.path(), written(query))));
    desk.ask(request.bearer_auth(token).header("nv-tenant-id", "nagra")).await
}

fn written(query: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

const URL: (&str, &str) = ("content_URL", "http://cdn.example/a.mpd");

#[tokio::test]
async fn a_device_gets_all_it_needs_to_play() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let token = signed_on.text("access_token");
    let answer = playout(&desk, &token, &[("content_id", "CH015"), ("type", "device"), URL]).await;
    assert_eq!(answer.status, 200);
    let read: PlayoutAnswer = serde_json::from_value(answer.body).unwrap();
    let cdn = read.cdn_access_token.unwrap();
    assert_eq!(read.playback_url.unwrap(), format!("http://cdn.example/a.mpd?token={}", cdn.text().unwrap()));
    let content = ReadToken::of_field(&read.content_auth_token.content_token);
    assert_eq!(content.kind(), TokenKind::Content);
    assert_eq!(content.claims().unwrap()["device"]["deviceUniqueId"], signed_on.body["client_id"]);

    let answer = playout(&desk, &token, &[("content_id", "CH015"), ("type", "account"), URL]).await;
    let read: PlayoutAnswer = serde_json::from_value(answer.body).unwrap();
    let claims = ReadToken::of_field(&read.content_auth_token.content_token).claims().unwrap().clone();
    assert_eq!((&claims["device"]["deviceUniqueId"], &claims["device"]["accountId"]), (&Value::Null, &"ACC-1".into()));
    let setup = desk.ssm(Call::SessionSetup, read.content_auth_token.content_token.text().unwrap()).await;
    assert_eq!(setup.body["errorCode"], 1013, "a token for an account names no device");
}

#[tokio::test]
async fn each_refusal_has_its_documented_status() {
    let desk = Desk::open().await;
    let token = desk.first_time("ACC-1").await.text("access_token");
    let (id, kind) = (("content_id", "CH015"), ("type", "device"));
    for query in [&[][..], &[id, kind], &[id, URL], &[kind, URL], &[id, ("type", "tv"), URL]] {
        assert_eq!(playout(&desk, &token, query).await.told(), message(400, "Bad Request"), "{query:?}");
    }
    assert_eq!(playout(&desk, "bad", &[id, kind, URL]).await.told(), message(401, "Unauthorized"));
    let unknown = [("content_id", "NO-SUCH"), kind, URL];
    assert_eq!(playout(&desk, &token, &unknown).await.told(), message(404, "Not Found"));
    let nobodys = [("content_id", "VOD-400"), kind, URL];
    assert_eq!(playout(&desk, &token, &nobodys).await.told(), message(403, "Forbidden"));
    let url = desk.url(&format!("{}{}", Call::PlayoutContentToken.path(), written(&[id, kind, URL])));
    assert_eq!(desk.ask(desk.http.get(url).bearer_auth(&token)).await.told(), message(400, "Bad Request"));
}

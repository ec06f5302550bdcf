//! Bodies that come packed although none was asked for: unpacked within bounds, or kept as they came.

use std::io::Write;

use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use flate2::{Compress, Compression, FlushCompress};
use tessera_gateway::{BodyForm, FailureKind, Stage, UnreadableKind};
use tessera_protocol::SessionTokenAnswer;
use tessera_simulator::faults::Fault;
use tessera_tokens::Cutter;

use crate::support::*;

const BODY: &str = r#"{"sessionToken":"abc"}"#;

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(body).unwrap();
    packed.finish().unwrap()
}

fn packed(coding: &str, body: Vec<u8>) -> Fault {
    let headers = [("content-type", "application/json"), ("content-encoding", coding)];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Fault::Answer { status: 200, headers, body }
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_and_told() {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(BODY.as_bytes()).unwrap();
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::best());
    bare.write_all(BODY.as_bytes()).unwrap();
    let (zlib, bare) = (zlib.finish().unwrap(), bare.finish().unwrap());
    for (coding, body) in [
        ("gzip", gzip(BODY.as_bytes())),
        ("X-GZIP", gzip(BODY.as_bytes())),
        ("gzip", [gzip(b"{\"sessionToken\""), gzip(b":\"abc\"}")].concat()),
        ("deflate", zlib),
        ("deflate", bare),
    ] {
        let bytes = body.len();
        let (server, exchange) = meet(packed(coding, body), LONG).await;
        let asked = String::from_utf8(server.requests().concat()).unwrap();
        assert!(asked.contains("accept-encoding: identity\r\n"), "{asked}");
        assert_eq!(read::<SessionTokenAnswer>(&exchange).unwrap().session_token, "abc", "{coding}");
        assert_eq!(rules(&exchange), ["body-packed"]);
        let what = tessera_gateway::judge(&exchange).remove(0).what;
        assert_eq!(what, format!("The body came packed with {coding}, in {bytes} bytes; it is shown unpacked."));
        assert_eq!(exchange.view(&Cutter::default()).answer.unwrap().body.text, BODY);
    }
    let (_, exchange) = meet(packed("identity", BODY.into()), LONG).await;
    assert_eq!(rules(&exchange), Vec::<String>::new(), "identity is no packing");
}

#[tokio::test]
async fn a_body_that_cannot_be_unpacked_is_kept_as_it_came() {
    let whole = gzip(BODY.as_bytes());
    let short = whole[..whole.len() - 4].to_vec();
    let mut spoilt = whole.clone();
    spoilt[14] ^= 0xff;
    for (coding, body) in [
        ("gzip", short),
        ("gzip", spoilt),
        ("gzip", b"\x1f\x8b\xff\xff".to_vec()),
        ("br", b"\x8b\x0a\x80{\xff}\x03".to_vec()),
        ("zstd", b"\x28\xb5\x2f\xfd\xff".to_vec()),
        ("gzip, gzip", gzip(&whole)),
        ("x-secret-sauce", whole.clone()),
    ] {
        let (_, exchange) = meet(packed(coding, body.clone()), LONG).await;
        let unreadable = unreadable(&exchange);
        assert_eq!(unreadable.problem, UnreadableKind::Packed, "{coding}");
        assert!(unreadable.headline.contains(&format!("packed with {coding}")), "{}", unreadable.headline);
        assert_eq!(rules(&exchange), ["body-packed"]);
        assert_eq!(exchange.answer().unwrap().body, body);
        assert_eq!(exchange.view(&Cutter::default()).answer.unwrap().body.form, BodyForm::Bytes);
    }
}

#[tokio::test]
async fn a_body_that_is_only_called_packed_is_judged_by_its_content() {
    let (_, exchange) = meet(packed("gzip", BODY.into()), LONG).await;
    assert_eq!(read::<SessionTokenAnswer>(&exchange).unwrap().session_token, "abc");
    assert!(tessera_gateway::judge(&exchange)[0].what.contains("was left as it came"));
}

/// The most memory that this process had so far.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_bomb_is_unpacked_to_five_mebibytes_and_no_further() {
    if !is_child() {
        in_a_process_of_its_own("packed::a_bomb_is_unpacked_to_five_mebibytes_and_no_further", &[]);
        return;
    }
    // A piece of deflate that unpacks to a mebibyte of zeros and may follow itself.
    let mut piece = Vec::with_capacity(16 << 10);
    let mut deflate = Compress::new(Compression::best(), false);
    deflate.compress_vec(&vec![0; 1 << 20], &mut piece, FlushCompress::Full).unwrap();
    let bomb = [b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec(), piece.repeat(1024)].concat();
    assert!(bomb.len() < 2 << 20, "a gibibyte in {} bytes", bomb.len());
    let server = tessera_simulator::faults::FaultServer::start(packed("gzip", bomb.clone())).await.unwrap();
    let before = peak();
    let exchange = ask(&server.url(), LONG, get_session_token()).await;
    let failure = failure(&exchange, Stage::Body);
    assert_eq!(failure.cause, FailureKind::UnpackedTooLarge { coding: "gzip".into(), limit: 5 << 20 });
    assert!(failure.headline.contains("5 MiB unpacked"), "{}", failure.headline);
    assert_eq!(exchange.answer().unwrap().body, bomb, "what came is kept");
    let more = peak() - before;
    assert!(more < 50 << 20, "{more} bytes of memory");
}

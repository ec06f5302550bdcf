//! What people read in a terminal: lines of a step, an explanation, a token. Plain text that survives a log file.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;
use tessera_journeys::{Explanation, Likelihood, RunReport, StepReport, StepState, Verdict};
use tessera_protocol::{Finding, PLATFORMS, Severity};
use tessera_tokens::{ClaimRow, Signature, TokenView, in_words, visible, visible_json};

use crate::say::{print, say};

/// One JSON document.
pub(crate) fn json(value: &impl Serialize) {
    print(&visible_json(&serde_json::to_string_pretty(value).unwrap_or_default()));
}

/// The sixteen platforms.
pub(crate) fn platforms() -> u8 {
    for platform in PLATFORMS {
        say!("{:<16} {:<16} {} on {}", platform.id, platform.label, platform.hardware_type, platform.os_type);
    }
    0
}

/// A step that has ended.
pub(crate) fn step(report: &StepReport) {
    let name = report.exchange.as_ref().map_or(report.step.name(), |exchange| exchange.name.as_str());
    let answer = report.exchange.as_ref().and_then(|exchange| exchange.answer.as_ref());
    let status = answer.map_or_else(String::new, |answer| answer.status.to_string());
    #[allow(clippy::cast_precision_loss, reason = "milliseconds for people")]
    let took = report.took as f64 / 1000.0;
    say!("{} {name:<24} {status:>3} {took:>9.1} ms  {}", mark(report.state), visible(&report.note));
    for choice in &report.choices {
        say!("    {}  {}", choice.place + 1, visible(&choice.label));
    }
    if let Some(explanation) = &report.explanation {
        explain(explanation, report);
    }
    for finding in &report.findings {
        say!("    {}", told(finding));
    }
}

/// How a run ended.
pub(crate) fn end(report: &RunReport) {
    let took = match (report.started_at, report.ended_at) {
        (Some(begin), Some(end)) => format!(" in {:.1} ms", end.duration_since(begin).as_secs_f64() * 1000.0),
        _ => String::new(),
    };
    let device = report.device.as_ref().map_or_else(String::new, |device| {
        let way = if device.new { "a new device" } else { "its device" };
        visible(&format!(", {way} {} on account {}", device.client_id, device.account))
    });
    let correlation = report.correlation_id.as_ref().map_or_else(String::new, |id| format!(" Correlation id {id}"));
    say!("\n{}{device}{took}.{correlation}", verdict(report.verdict));
}

/// A token, row by row.
pub(crate) fn token(view: &TokenView, now: Timestamp) {
    let signature = match view.signature {
        Signature::NotChecked => "signature not checked",
        Signature::Good => "signature good",
        Signature::Bad => "signature bad",
        Signature::NotCheckable => "no signature that could be checked",
    };
    say!("{}, {} characters, {signature}", visible(view.kind.label()), view.length);
    for (title, members) in [("header", &view.header), ("claims", &view.claims)] {
        if !members.is_empty() {
            say!("\n{title}");
        }
        for row in members {
            say!("  {:<22} {}{}", visible(&row.name), shown(&row.value), explained(row, now));
        }
    }
    if !view.findings.is_empty() {
        say!();
    }
    for finding in &view.findings {
        say!("    {}", told(finding));
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| visible_json(&value.to_string()), |text| tessera_qr::excerpt(text, usize::MAX))
}

fn explained(row: &ClaimRow, now: Timestamp) -> String {
    if let Some(at) = row.at {
        let away = at.duration_since(now);
        let when =
            if away.is_negative() { format!("{} ago", in_words(away)) } else { format!("in {}", in_words(away)) };
        return format!("   {}, {at}, {when}", at.to_zoned(TimeZone::system()).strftime("%F %T local"));
    }
    row.meaning.map_or_else(String::new, |words| format!("   ({words})"))
}

fn explain(explanation: &Explanation, report: &StepReport) {
    say!("\n  {}", visible(&explanation.headline));
    say!("  {}", visible(&explanation.said));
    for cause in &explanation.causes {
        // What is only possible says so in its own words.
        let likelihood = match cause.likelihood {
            Likelihood::Likely => "Likely: ",
            Likelihood::Possible => "",
            Likelihood::Fine => "In order: ",
        };
        say!("    {likelihood}{}. {}", visible(cause.headline.trim_end_matches('.')), visible(&cause.detail));
    }
    if let Some(exchange) = &report.exchange {
        let id = exchange.correlation_id.as_ref().map_or_else(String::new, |id| format!("correlation id {id}, "));
        say!("  For a ticket: {id}at {:.3}", exchange.started_at);
    }
}

/// A finding in one line: what was seen, why it matters, and what to do where something has to be done.
pub(crate) fn told(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    format!("{severity}: {} {} {}", visible(&finding.what), finding.why, finding.remedy).trim_end().to_owned()
}

fn mark(state: StepState) -> &'static str {
    match state {
        StepState::Done => "ok     ",
        StepState::Refused => "refused",
        StepState::NotReached => "failed ",
        StepState::Unreadable => "garbled",
        StepState::Stopped => "stopped",
        StepState::Cancelled => "ended  ",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Done => "Done",
        Verdict::Refused => "Refused",
        Verdict::NotReached => "Not reached",
        Verdict::Unreadable => "Answered in a form that cannot be read",
        Verdict::Stopped => "Stopped",
        Verdict::Cancelled => "Ended by you",
        Verdict::Running | Verdict::Paused => "Not finished",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_what_was_seen_why_it_matters_and_what_to_do() {
        let warning = Finding::warning("rule", "It was seen.", "It matters.", "Mend it.");
        assert_eq!(told(&warning), "warning: It was seen. It matters. Mend it.");
        let note = Finding::note("rule", "It was seen.", "It matters.");
        assert_eq!(told(&note), "note: It was seen. It matters.", "nothing has to be done");
    }
}

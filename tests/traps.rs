//! What a careless tool gets wrong about vendors: one test per trap, with real signals.
//!
//! Each test compares at least two answers that a flattened rule would give alike.

use serde_json::json;
use trainspotter::practice::{Channel, ModelKind, Role, SourceKind};
use trainspotter::verdict::{Level, Verdict};
use trainspotter::{Context, Engine, Finding, PartialDate, Ruleset, Signal};

fn engine() -> Engine {
    Engine::new(Ruleset::shipped())
}

/// A day on which the newest archived texts are fresh.
fn today() -> Context {
    Context::on(PartialDate::new(2026, 9, 20).expect("a day"))
}

fn known(what: serde_json::Value) -> Context {
    let mut fields = what;
    fields["now"] = json!("2026-09-20");
    serde_json::from_value(fields).expect("a context")
}

fn signal(value: serde_json::Value) -> Signal {
    serde_json::from_value(value).expect("a signal")
}

fn page(url: &str) -> Signal {
    signal(json!({"kind": "page", "url": url}))
}

fn post(url: &str, page: &str) -> Signal {
    signal(json!({"kind": "request", "method": "POST", "type": "fetch", "url": url, "page": page}))
}

fn switch(app: &str, setting: &str, state: &str, page: &str) -> Signal {
    signal(json!({"kind": "setting", "app": app, "setting": setting, "state": state, "page": page}))
}

fn finding(engine: &Engine, signal: &Signal, context: &Context, practice: &str) -> Option<Finding> {
    engine.classify(signal, context).findings.into_iter().find(|finding| finding.practice == practice)
}

fn says(engine: &Engine, signal: &Signal, context: &Context, practice: &str) -> Option<(Verdict, Level)> {
    finding(engine, signal, context, practice).map(|finding| (finding.verdict, finding.level))
}

const SLACK: &str = "https://app.slack.com/client/T0LINDEN1/C0LINDEN1";
const SLACK_GLOBAL: &str = "slack-global-predictive-models";

fn slack(method: &str) -> Signal {
    post(&format!("https://linden.slack.com/api/{method}?_x_gantry=true&slack_route=T0LINDEN1"), SLACK)
}

#[test]
fn slack_trains_predictive_models_by_default_and_generative_ones_not() {
    let engine = engine();
    let generative = "slack-generative-ai-training";
    let sent = slack("chat.postMessage");
    assert_eq!(says(&engine, &sent, &today(), SLACK_GLOBAL), Some((Verdict::TrainsByDefault, Level::Alert)));
    assert_eq!(says(&engine, &sent, &today(), generative), None, "a message is no use of generative AI");
    let summary = slack("ai.alpha.summarize.thread");
    assert_eq!(says(&engine, &summary, &today(), generative), Some((Verdict::OptIn, Level::Info)));
    assert_eq!(says(&engine, &summary, &today(), SLACK_GLOBAL), None, "a summary does not feed the ranking models");
    let listed = engine.classify(&page(SLACK), &today()).findings;
    let training: Vec<&str> = listed
        .iter()
        .filter(|finding| finding.verdict == Verdict::TrainsByDefault)
        .map(|finding| finding.practice.as_str())
        .collect();
    assert_eq!((listed.len(), training), (7, vec![SLACK_GLOBAL]));
}

#[test]
fn slack_contradicts_itself_on_content_and_both_sides_are_shown() {
    let found = finding(&engine(), &slack("chat.postMessage"), &today(), SLACK_GLOBAL).expect("a finding");
    let content = found.disagreements.iter().find(|entry| entry.about.contains("content")).expect("the contradiction");
    let own = |url: &str| found.evidence.iter().any(|e| e.url == url && e.kind == SourceKind::Primary);
    assert_eq!(content.sides.iter().filter(|side| own(&side.url)).count(), 3, "three pages of the vendor's own");
    assert_eq!(json!(found.identifiability.is), json!("de-identified"), "neither raw nor harmless");
}

#[test]
fn an_admin_is_no_owner_and_a_member_can_only_ask() {
    let engine = engine();
    let found = finding(&engine, &slack("chat.postMessage"), &today(), SLACK_GLOBAL).expect("a finding");
    assert_eq!(found.opt_out.who, [Role::Owner, Role::OrgOwner]);
    assert_eq!(found.opt_out.letter.as_ref().and_then(|letter| letter.to.as_deref()), Some("feedback@slack.com"));
    assert!(found.opt_out.request.is_some() && found.opt_out.hand_over.is_some(), "letters for those who cannot");
    let jira = page("https://linden.atlassian.net/browse/LIND-7");
    let in_app = finding(&engine, &jira, &today(), "atlassian-in-app-data-contribution").expect("a finding");
    assert_eq!(in_app.opt_out.who, [Role::OrgOwner], "an admin of a site is not enough");
    let chatgpt = page("https://chatgpt.com/");
    let own = finding(&engine, &chatgpt, &today(), "chatgpt-consumer-training").expect("a finding");
    assert_eq!(own.opt_out.who, [Role::Member]);
}

#[test]
fn slack_and_salesforce_need_an_opt_out_each() {
    let engine = engine();
    let salesforce = "salesforce-einstein-global-predictive-models";
    let crm = page("https://linden.lightning.force.com/lightning/page/home");
    let opted_out = |practice: &str| known(json!({"stances": [{"practice": practice, "stance": "opted-out"}]}));
    let verdict =
        |signal: &Signal, context: &Context, practice: &str| says(&engine, signal, context, practice).map(|it| it.0);
    let sent = slack("chat.postMessage");
    let by_mail = opted_out(SLACK_GLOBAL);
    assert_eq!(verdict(&sent, &by_mail, SLACK_GLOBAL), Some(Verdict::OptedOut));
    assert_eq!(verdict(&crm, &by_mail, salesforce), Some(Verdict::TrainsByDefault));
    let by_switch = opted_out(salesforce);
    assert_eq!(verdict(&crm, &by_switch, salesforce), Some(Verdict::OptedOut));
    assert_eq!(verdict(&sent, &by_switch, SLACK_GLOBAL), Some(Verdict::TrainsByDefault));
    let ways = [(&sent, SLACK_GLOBAL), (&crm, salesforce)]
        .map(|(signal, practice)| finding(&engine, signal, &today(), practice).expect("a finding").opt_out.channel);
    assert_eq!(ways, [Channel::Email, Channel::Setting]);
}

#[test]
fn the_same_host_serves_work_and_personal_accounts_under_different_terms() {
    let engine = engine();
    let gemini = "https://gemini.google.com/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate";
    let claude = "https://claude.ai/api/organizations/0a1b/chat_conversations/2c3d/completion";
    let copilot = "wss://copilot.microsoft.com/c/api/chat?api-version=2";
    let rows = [
        (
            "chatgpt",
            "chatgpt-consumer-training",
            post("https://chatgpt.com/backend-api/f/conversation", "https://chatgpt.com/"),
        ),
        ("claude", "claude-consumer-training", post(claude, "https://claude.ai/new")),
        ("gemini", "gemini-apps-consumer-training", post(gemini, "https://gemini.google.com/app")),
        (
            "perplexity",
            "perplexity-consumer-training",
            post("https://www.perplexity.ai/rest/sse/perplexity_ask", "https://www.perplexity.ai/"),
        ),
        (
            "mistral",
            "mistral-consumer-training",
            post("https://chat.mistral.ai/api/chat", "https://chat.mistral.ai/chat"),
        ),
        (
            "github",
            "github-copilot-individual-interaction-training",
            post("https://api.individual.githubcopilot.com/github/chat/threads", "https://github.com/copilot"),
        ),
        (
            "copilot",
            "microsoft-copilot-consumer-older-app",
            signal(json!({"kind": "request", "url": copilot, "page": "https://copilot.microsoft.com/"})),
        ),
    ];
    for (app, practice, prompt) in &rows {
        let with = |account: &str| {
            let mut context = known(json!({"accounts": {*app: account}}));
            if *app == "copilot" {
                context.plans.insert((*app).to_owned(), "earlier-app".to_owned());
            }
            context
        };
        let verdict = |context: &Context| says(&engine, prompt, context, practice);
        assert_eq!(verdict(&today()), Some((Verdict::Depends, Level::Notice)), "{app}: the host alone must not decide");
        assert_eq!(verdict(&with("personal")), Some((Verdict::TrainsByDefault, Level::Alert)), "{app}: personal");
        let at_work = engine.classify(prompt, &with("work")).findings;
        assert!(at_work.iter().all(|found| found.verdict != Verdict::TrainsByDefault), "{app}: work");
    }
    assert_eq!(rows.len(), 7);
    let promise = "google-workspace-gemini-training";
    let shared = [
        ("gmail", "https://mail.google.com/mail/u/0/"),
        ("google-docs", "https://docs.google.com/document/d/1Linden/edit"),
    ];
    for (app, url) in shared {
        let with = |account: &str| says(&engine, &page(url), &known(json!({"accounts": {app: account}})), promise);
        assert_eq!((with("work"), with("personal")), (Some((Verdict::NoTraining, Level::Info)), None), "{app}");
    }
}

#[test]
fn a_feature_that_is_on_by_default_is_not_training_that_is_on_by_default() {
    let engine = engine();
    let rows = [
        ("google-workspace-intelligence-grounding", "https://drive.google.com/drive/my-drive", Verdict::NoTraining),
        ("slack-ai-features-inference", SLACK, Verdict::NoTraining),
        ("microsoft-365-copilot-anthropic-subprocessor", "https://m365.cloud.microsoft/chat", Verdict::NoTraining),
        ("dropbox-third-party-ai", "https://www.dropbox.com/home", Verdict::ProcessingOnly),
    ];
    for (practice, url, verdict) in rows {
        assert_eq!(says(&engine, &page(url), &today(), practice), Some((verdict, Level::Info)), "{practice}");
        let (_, rule) = engine.ruleset().practice(practice).expect("the practice");
        assert_ne!(rule.opt_out.does_not, "", "what switching the feature off does not do must be said");
    }
    let shown = switch("dropbox", "third-party-ai", "on", "https://www.dropbox.com/account/ai");
    assert_eq!(says(&engine, &shown, &today(), rows[3].0), Some((Verdict::ProcessingOnly, Level::Info)));
    assert_eq!(rows.len(), 4);
}

#[test]
fn scares_that_were_denied_or_superseded_stay_quiet_and_are_explained() {
    let engine = engine();
    let rows = [
        ("microsoft-office-connected-experiences", "https://word.cloud.microsoft/", Verdict::NoTraining),
        ("gmail-consumer-smart-features", "https://mail.google.com/mail/u/0/", Verdict::NotStated),
        ("meta-private-messages", "https://web.whatsapp.com/", Verdict::NoTraining),
        ("zoom-customer-content-training", "https://app.zoom.us/wc/84512345678/join", Verdict::NoTraining),
        ("wetransfer-no-training", "https://wetransfer.com/", Verdict::NoTraining),
    ];
    for (practice, url, verdict) in rows {
        assert_eq!(says(&engine, &page(url), &today(), practice), Some((verdict, Level::Info)), "{practice}");
        let (_, rule) = engine.ruleset().practice(practice).expect("the practice");
        assert!(!rule.history.is_empty(), "{practice}: what was claimed, and when, must be in the history");
    }
    assert_eq!(rows.len(), 5);
}

const JIRA: &str = "https://linden.atlassian.net/browse/LIND-7";
const IN_APP: &str = "atlassian-in-app-data-contribution";
const METADATA: &str = "atlassian-metadata-contribution";

fn on_plan(plan: &str) -> Context {
    known(json!({"plans": {"atlassian": plan}}))
}

#[test]
fn atlassian_has_one_default_for_metadata_and_another_for_content() {
    let engine = engine();
    let saved = signal(json!({"kind": "surface", "app": "atlassian", "surface": "work-item-save", "page": JIRA}));
    let (alert, quiet) = (Some((Verdict::TrainsByDefault, Level::Alert)), Some((Verdict::OptIn, Level::Info)));
    for (plan, content) in [("free", alert), ("standard", alert), ("premium", quiet), ("enterprise", quiet)] {
        assert_eq!(says(&engine, &saved, &on_plan(plan), IN_APP), content, "{plan}: content");
        assert_eq!(says(&engine, &saved, &on_plan(plan), METADATA), alert, "{plan}: metadata");
    }
    assert_eq!(
        says(&engine, &saved, &today(), IN_APP),
        Some((Verdict::Depends, Level::Notice)),
        "the plan is asked for"
    );
    let before = Context::on(PartialDate::new(2026, 8, 16).expect("a day"));
    assert_eq!(says(&engine, &saved, &before, METADATA), Some((Verdict::Announced, Level::Notice)));
    let board = engine.classify(&page("https://trello.com/b/LINDEN01/shelf-plan"), &today()).findings;
    assert!(!board.is_empty() && board.iter().all(|found| ![IN_APP, METADATA].contains(&found.practice.as_str())));
}

#[test]
fn below_enterprise_nobody_can_switch_metadata_off() {
    let engine = engine();
    let open = |context: &Context, practice: &str| {
        finding(&engine, &page(JIRA), context, practice).expect("a finding").opt_out.available
    };
    for plan in ["free", "standard", "premium"] {
        assert_eq!(open(&on_plan(plan), METADATA), Some(false), "{plan}");
        assert_eq!(open(&on_plan(plan), IN_APP), Some(true), "{plan}: content has a switch");
    }
    assert_eq!((open(&on_plan("enterprise"), METADATA), open(&today(), METADATA)), (Some(true), None));
    let console = "https://admin.atlassian.com/o/0c0ffee0/data-contribution";
    let off = switch("atlassian", "in-app-data-contribution", "off", console);
    assert_eq!(says(&engine, &off, &on_plan("standard"), IN_APP), Some((Verdict::OptedOut, Level::Info)));
    assert_eq!(
        says(&engine, &off, &on_plan("standard"), METADATA),
        None,
        "the switch for content leaves metadata alone"
    );
}

/// What a switch means when it is seen on, and when it is seen off.
fn on_and_off(app: &str, setting: &str, url: &str, practice: &str) -> [Option<Verdict>; 2] {
    let engine = engine();
    ["on", "off"].map(|state| {
        let context = known(json!({"accounts": {app: "personal"}}));
        says(&engine, &switch(app, setting, state, url), &context, practice).map(|it| it.0)
    })
}

#[test]
fn on_a_page_called_opt_out_the_switch_of_salesforce_gives_consent() {
    let setup = "https://linden.my.salesforce-setup.com/lightning/setup/SetupOneHome/home";
    for practice in ["salesforce-einstein-global-predictive-models", "salesforce-global-predictive-models"] {
        let seen = on_and_off("salesforce", "customer-data-access", setup, practice);
        assert_eq!(seen, [Some(Verdict::TrainsByDefault), Some(Verdict::OptedOut)], "{practice}");
    }
}

#[test]
fn the_switches_of_substack_and_squarespace_block_when_on() {
    let rows = [
        (
            "substack",
            "block-ai-training",
            "https://linden.substack.com/publish/settings",
            "substack-third-party-ai-crawlers",
        ),
        (
            "squarespace",
            "block-ai-crawlers",
            "https://linden.squarespace.com/config/settings/crawlers",
            "squarespace-ai-crawlers",
        ),
    ];
    for (app, setting, url, practice) in rows {
        let seen = on_and_off(app, setting, url, practice);
        assert_eq!(seen, [Some(Verdict::OptedOut), Some(Verdict::NotVendorTraining)], "{app}");
    }
}

#[test]
fn the_training_switch_of_perplexity_is_called_retention() {
    let practice = "perplexity-consumer-training";
    let seen = on_and_off("perplexity", "ai-data-retention", "https://www.perplexity.ai/account/preferences", practice);
    assert_eq!(seen, [Some(Verdict::TrainsByDefault), Some(Verdict::OptedOut)]);
    let rules = Ruleset::shipped();
    let app =
        rules.files().iter().flat_map(|file| &file.rules.apps).find(|app| app.id == "perplexity").expect("the app");
    assert_eq!(
        app.settings.iter().map(|setting| setting.names.as_slice()).collect::<Vec<_>>(),
        [["AI data retention"]]
    );
}

#[test]
fn crawlers_of_others_are_not_the_vendor() {
    let engine = engine();
    let rows = [
        ("substack-third-party-ai-crawlers", page("https://linden.substack.com/publish/home")),
        (
            "substack-third-party-ai-crawlers",
            post("https://linden.substack.com/api/v1/drafts/7/publish", "https://linden.substack.com/publish/post/7"),
        ),
        ("squarespace-ai-crawlers", page("https://linden.squarespace.com/config/pages")),
    ];
    for (practice, signal) in &rows {
        let found = finding(&engine, signal, &today(), practice).expect("a finding");
        assert_eq!((found.verdict, found.level), (Verdict::NotVendorTraining, Level::Info), "{practice}");
        assert_eq!(found.model, ModelKind::GenerativeThirdParty, "{practice}");
    }
    assert_eq!(rows.len(), 3);
}

#[test]
fn no_generative_training_is_not_no_machine_learning() {
    let engine = engine();
    let record = "https://linden.lightning.force.com/lightning/r/Account/001/view";
    let rows = [
        ("zendesk-shared-ml-models", "https://linden.zendesk.com/agent/tickets/7", json!({}), Verdict::Unknown),
        (
            "hubspot-ai-model-training",
            "https://app.hubspot.com/contacts/1/record/0-1/7",
            json!({}),
            Verdict::TrainsByDefault,
        ),
        ("salesforce-einstein-global-predictive-models", record, json!({}), Verdict::TrainsByDefault),
        (
            "surveymonkey-response-data-ml",
            "https://www.surveymonkey.com/r/LINDEN1",
            json!({}),
            Verdict::TrainsByDefault,
        ),
        ("otter-deidentified-model-training", "https://otter.ai/u/0a1b2c3d4e5f", json!({}), Verdict::TrainsByDefault),
        (
            "grammarly-product-improvement-training",
            "https://app.grammarly.com/ddocs/7",
            json!({"grammarly": "enterprise"}),
            Verdict::Unknown,
        ),
    ];
    for (practice, url, plans, verdict) in &rows {
        let context = known(json!({"plans": plans}));
        let found = finding(&engine, &page(url), &context, practice).expect(practice);
        assert_eq!(found.verdict, *verdict, "{practice}");
        let predictive = found.model == ModelKind::TraditionalMl;
        assert!(predictive || found.summary.contains("Product Improvement"), "{practice}: the kind of model");
    }
    let promised = ["zendesk-third-party-llm-no-training", "salesforce-flow-generative-global-models"];
    let beside = promised.map(|id| {
        let (_, practice) = engine.ruleset().practice(id).expect("the promise");
        engine.verdict_with_nothing_known(practice, &today())
    });
    assert_eq!((rows.len(), beside), (6, [Verdict::NoTraining, Verdict::OptIn]), "the narrow promises stand beside");
}

#[test]
fn feedback_and_flagged_content_survive_an_opt_out() {
    let engine = engine();
    let activity = "https://myactivity.google.com/product/gemini";
    let rows = [
        ("chatgpt-consumer-training", switch("chatgpt", "improve-the-model", "off", "https://chatgpt.com/")),
        (
            "claude-consumer-training",
            switch("claude", "help-improve-claude", "off", "https://claude.ai/settings/data-privacy-controls"),
        ),
        ("gemini-apps-consumer-training", switch("gemini", "keep-activity", "off", activity)),
        ("gemini-apps-keep-activity", switch("gemini", "keep-activity", "off", activity)),
        (
            "mistral-consumer-training",
            switch("mistral", "allow-interactions", "off", "https://admin.mistral.ai/organization/privacy"),
        ),
    ];
    for (practice, off) in &rows {
        let found = finding(&engine, off, &today(), practice).expect(practice);
        assert_eq!(found.verdict, Verdict::OptedOut, "{practice}");
        let limits = format!("{} {}", found.opt_out.does, found.opt_out.does_not).to_lowercase();
        assert!(limits.contains("feedback"), "{practice}: feedback");
        assert!(!practice.starts_with("claude") || limits.contains("flagged"), "{practice}: flagged content");
    }
    assert_eq!(rows.len(), 5);
    let review = switch("gemini", "keep-activity", "off", activity);
    let reviewed = finding(&engine, &review, &today(), "gemini-human-review").expect("a finding");
    assert!(reviewed.opt_out.does_not.contains("safety"), "people go on looking for reasons of safety");
}

#[test]
fn what_nobody_could_read_is_unknown_and_never_safe() {
    let engine = engine();
    let rows = [
        ("fathom-meeting-data", "https://fathom.video/calls/123"),
        ("stack-internal-private-content", "https://stackoverflowteams.com/c/linden/questions"),
        ("calendly-notetaker", "https://calendly.com/app/scheduling/meeting_types/user/me"),
        ("mural-ai", "https://app.mural.co/t/linden/m/linden/1/2"),
        ("lucid-ai", "https://lucid.app/lucidchart/0a1b/edit"),
        ("airtable-ai", "https://airtable.com/appLinden01Books0/tblShelf"),
        ("linear-ai-services", "https://linear.app/linden/issue/LIN-7/shelf"),
    ];
    for (practice, url) in rows {
        assert_eq!(says(&engine, &page(url), &today(), practice), Some((Verdict::Unknown, Level::Info)), "{practice}");
    }
    assert_eq!(rows.len(), 7);
    let form = engine.classify(&page("https://form.typeform.com/to/linden"), &today());
    assert_eq!((form.app, form.findings.len()), (None, 0), "without any source there is no rule");
}

//! Published definitions, read once from their stored bundle and kept.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use definition::model::{Definition, Effect, EffectKind};
use definition::name::ProcessName;
use definition::template::Templates;
use storage::{SealingRules, Store};

use crate::bundle::BundleBody;
use crate::error::ServiceError;

/// A published version, ready to run.
#[derive(Debug)]
pub struct Loaded {
    /// The process.
    pub definition: Definition,
    /// The words of its notifications.
    pub templates: Templates,
    /// What of it is sealed, and what is searched by.
    pub rules: Arc<SealingRules>,
    /// Whether anything of its cases may have to be sealed, so that each needs a person with a key.
    pub needs_person: bool,
}

/// The versions read so far. Versions are immutable, so nothing here ever goes stale.
#[derive(Debug, Default)]
pub struct Definitions {
    loaded: RwLock<HashMap<(ProcessName, u32), Arc<Loaded>>>,
    newest: RwLock<HashMap<ProcessName, u32>>,
}

impl Definitions {
    /// A version of a process.
    pub async fn get(&self, store: &Store, process: &ProcessName, version: u32) -> Result<Arc<Loaded>, ServiceError> {
        let key = (process.clone(), version);
        if let Some(loaded) = self.loaded.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(loaded));
        }
        let unreadable = |reason: String| ServiceError::Bundle { process: process.to_string(), version, reason };
        let bundle = store.bundle(process, version).await?.ok_or_else(|| unreadable("it is not there".to_owned()))?;
        let loaded = Arc::new(read(&bundle.body, process).map_err(unreadable)?);
        self.loaded.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&loaded));
        Ok(loaded)
    }

    /// The newest published version of a process, if it has one.
    pub fn newest(&self, process: &ProcessName) -> Option<u32> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).get(process).copied()
    }

    /// Learns which versions are the newest.
    pub async fn refresh(&self, store: &Store) -> Result<(), ServiceError> {
        let mut newest = HashMap::new();
        for head in store.bundles().await? {
            let version = newest.entry(head.process).or_insert(head.version);
            *version = (*version).max(head.version);
        }
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = newest;
        Ok(())
    }
}

fn read(body: &str, process: &ProcessName) -> Result<Loaded, String> {
    let body: BundleBody = serde_json::from_str(body).map_err(|error| error.to_string())?;
    // The day does not matter: what is told of a published version is told to nobody.
    let mut workspace = definition::check(&body.sources(), definition::moment::Date::default());
    let checked = workspace.processes.shift_remove(process);
    let Some(checked) = checked else {
        let first = workspace.diagnostics.first().map(|found| format!("{}: {}", found.place(), found.message.en));
        return Err(first.unwrap_or_else(|| "it holds no process".to_owned()));
    };
    let rules = Arc::new(rules(&checked.definition));
    let needs_person = needs_person(&checked.definition, &rules);
    Ok(Loaded { definition: checked.definition, templates: workspace.templates, rules, needs_person })
}

/// Sensitive is what the definition says; and what a case hands to another is sealed whatever it is.
fn needs_person(definition: &Definition, rules: &SealingRules) -> bool {
    let hands_over = |effect: &Effect| matches!(effect.kind, EffectKind::Start(_));
    !rules.sensitive.is_empty() || definition.applicant.identity.is_some() || definition.effects().any(hands_over)
}

fn rules(definition: &Definition) -> SealingRules {
    let fields = definition.fields.iter().filter(|(_, field)| field.sensitive).map(|(name, _)| name.to_string());
    let values = definition.values.iter().filter(|(_, formula)| formula.sensitive).map(|(name, _)| name.to_string());
    let tables = definition.tables.iter().filter(|(_, table)| table.sensitive).map(|(name, _)| name.to_string());
    let items = definition.eaches().flat_map(|(_, each)| each.sensitive_names()).map(ToString::to_string);
    let sensitive: BTreeSet<String> = fields.chain(values).chain(tables).chain(items).collect();
    let search = definition.fields.iter().filter(|(_, field)| field.search).map(|(name, _)| name.clone()).collect();
    SealingRules { sensitive, search }
}

//! Any text as a file of another program. Each importer takes it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = authoring::import::digit::import(text);
    let _ = authoring::import::bpmn::import(text);
    let options = authoring::Options { process: "fuzzed", role: "clerk", milliseconds_as_hours: true };
    let _ = authoring::scxml(text, &options);
    if let Ok(read) = authoring::dmn::read(text) {
        let _ = authoring::dmn::imported(&read);
    }
});

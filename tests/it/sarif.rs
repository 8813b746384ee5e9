//! `check --format sarif` against the 2.1.0 schema and its authors' own rules, by the judge in `tests/judges`.

use std::process::Command;

use commonground::fault::format_sarif;

use super::network::{build, network};

#[test]
fn a_log_with_faults_of_all_sorts_is_valid_sarif() {
    let Some(judge) = super::skip::variable_or_skip("SARIF_JUDGE") else { return };
    let world = network(
        "-- content/stories/one.md --\n---\ntitle: One\ndate: 05/06/2026\npartners: [Hope Stret]\ntopics: [fod]\npeople: none\n---\n\n[x](nowhere.md)\n\
         -- content/stories/two.md --\n---\ntitle: Ŵyl: two\n---\n<script>x</script>\n\
         -- content/partners/hope-street.md --\n---\ntitle: Hope Street\ntype: group\n---\n\
         -- content/stories/a b (1).md --\ncopy\n\
         -- content/unused ŵ.pdf --\n%PDF\n",
    );
    let built = build(&world);
    assert!(built.faults.len() >= 7, "{}", built.report());
    let folder = tempfile::tempdir().expect("a folder");
    for (name, faults) in [("faults.sarif", built.faults.as_slice()), ("none.sarif", &[])] {
        let file = folder.path().join(name);
        std::fs::write(&file, format_sarif(faults)).expect("written");
        let output = Command::new("node").arg(&judge).arg(&file).output().expect("node runs");
        assert!(
            output.status.success(),
            "{name}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

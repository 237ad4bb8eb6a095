use crate::process::a2a;

#[test]
fn version_and_help() {
    for flag in ["--version", "-v", "-V"] {
        let expected = format!("a2a {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(a2a(&[flag]).exits(0).stdout, expected);
    }
    assert_eq!(a2a(&["help"]).exits(0).stdout, a2a(&["--help"]).exits(0).stdout);
    for command in [
        &["card", "get"][..],
        &["send"],
        &["task", "get"],
        &["task", "list"],
        &["task", "cancel"],
    ] {
        let help = a2a(&[command, &["--help"]].concat()).exits(0);
        assert!(help.stdout.contains("Example"), "{command:?}");
        assert!(
            help.stdout.contains("--agent-card") && help.stdout.contains("--output"),
            "{command:?}"
        );
        assert!(!help.stdout.contains('\u{1b}'), "{command:?}");
    }
    let help = a2a(&["demo-server", "--help"]).exits(0);
    assert!(help.stdout.contains("A2A-Version"));
    // Nothing said is no command, and the way out of it is shown.
    assert!(a2a(&[]).exits(2).stderr.contains("Usage: a2a"));
}

//! The build step: `schema/` to `generated/`.
//!
//! The generated code is checked in, so this only compares the digests of the inputs with those that the code was
//! generated from. Where they differ, it runs the generator; the build then goes on with fresh code or stops.
//! There is nothing to do outside the repository: a published crate has neither schemas nor a generator.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    if !root.join("codegen").is_dir() {
        println!("cargo::rerun-if-changed=build.rs");
        return Ok(());
    }
    for path in ["build.rs", "schema", "codegen/src", "generated/inputs.txt"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if is_fresh(&root)? {
        return Ok(());
    }
    // A target folder of its own: the one in use is locked by the build that waits for this script.
    let target = PathBuf::from(env::var("OUT_DIR")?).join("codegen");
    let status = Command::new(env::var("CARGO")?)
        .args([
            "run",
            "--quiet",
            "--package",
            "a2a-codegen",
            "--no-default-features",
            "--features",
            "cli",
        ])
        .arg("--target-dir")
        .arg(target)
        .args(["--", "generate"])
        .current_dir(&root)
        // What belongs to the build around this one.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .env_remove("CARGO_BUILD_TARGET")
        .status()?;
    if status.success() && is_fresh(&root)? {
        return Ok(());
    }
    Err(
        "generated/ is older than schema/ or codegen/, and could not be generated anew (see above): \
         run `cargo run -p a2a-codegen -- generate`"
            .into(),
    )
}

fn is_fresh(root: &Path) -> Result<bool, Box<dyn Error>> {
    let mut paths = Vec::new();
    walk(root, Path::new("schema"), &mut paths)?;
    paths.retain(|path| path.file_name().is_some_and(|name| name == "a2a.json"));
    walk(root, Path::new("codegen/src"), &mut paths)?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "rs" || extension == "json")
    });
    let mut inputs = String::new();
    for path in paths {
        let bytes = fs::read(root.join(&path)).map_err(|error| format!("{}: {error}", path.display()))?;
        let digest = fnv1a(&bytes);
        inputs.push_str(&format!(
            "{digest:016x} {}\n",
            path.to_string_lossy().replace('\\', "/")
        ));
    }
    let recorded = fs::read_to_string(root.join("generated/inputs.txt")).unwrap_or_default();
    Ok(recorded
        .split_once('\n')
        .is_some_and(|(_, recorded)| recorded == inputs))
}

/// As in `codegen/src/workspace.rs`, which writes what is compared here.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The files below a folder, sorted.
fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let mut names = fs::read_dir(root.join(folder))?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<Vec<_>, _>>()?;
    names.sort();
    for name in names {
        let below = folder.join(name);
        if root.join(&below).is_dir() {
            walk(root, &below, found)?;
        } else {
            found.push(below);
        }
    }
    Ok(())
}

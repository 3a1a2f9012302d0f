//! What shells and `man` are given.

use std::path::Path;
use std::process::{Command, Output};

use super::support::theravar;

fn said(args: &[&str]) -> String {
    let run = theravar(args, b"");
    assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    run.stdout
}

/// Returns what a program of the system says; nothing where it is not installed here.
fn asked(program: &str, args: &[&str]) -> Option<Output> {
    match Command::new(program).args(args).env("MANROFFSEQ", "").env("LC_ALL", "C.UTF-8").output() {
        Ok(output) => Some(output),
        Err(_) => {
            println!("skipped: {program} is not installed here");
            None
        }
    }
}

/// Returns what bash offers after the words, of which the last is being typed.
fn offered(script: &Path, words: &[&str]) -> Option<Vec<String>> {
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let typed = format!(
        "source '{}'; COMP_WORDS=({}); COMP_CWORD={}; COMP_LINE=\"${{COMP_WORDS[*]}}\"; \
         _theravar theravar \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p theravar",
        script.display(),
        words.join(" "),
        words.len() - 1
    );
    let output = asked("bash", &["--norc", "-c", &typed])?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && stderr.is_empty(), "{stderr}");
    let mut lines: Vec<String> =
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    let registered = lines.pop().unwrap();
    assert!(registered.contains("-F _theravar"), "{registered}");
    Some(lines)
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("theravar.bash");
    said(&["completions", "bash", "-o", script.to_str().unwrap()]);
    let cases: [(&[&str], &[&str]); 5] = [
        (&["theravar", "ann"], &["annotate"]),
        (&["theravar", "annotate", "--tumor"], &["--tumor-type"]),
        (&["theravar", "annotate", "--layout", ""], &["variant", "evidence", "biomarkers"]),
        (&["theravar", "knowledge", "di"], &["diff"]),
        (&["theravar", "annotate", "--no-such"], &[""]),
    ];
    for (words, expected) in cases {
        let Some(lines) = offered(&script, words) else { return };
        for word in expected {
            assert!(lines.iter().any(|line| line == word), "{words:?}: {lines:?}");
        }
    }
    // An option of another command is not offered.
    let Some(lines) = offered(&script, &["theravar", "explain", "--"]) else { return };
    assert!(lines.contains(&"--knowledge".to_owned()), "{lines:?}");
    assert!(!lines.contains(&"--strict".to_owned()), "{lines:?}");
}

#[test]
fn every_shell_is_told_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions", shell]);
        for command in ["annotate", "explain", "genotype", "targets", "completions", "man"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let run = theravar(&["completions", "tcsh"], b"");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("possible values: bash"), "{}", run.stderr);
}

#[test]
fn pages_are_of_the_command_that_is_named() {
    let page = said(&["man", "knowledge", "import"]);
    assert!(page.contains(".TH theravar-knowledge-import 1"), "{page}");
    assert!(said(&["man"]).contains(".TH theravar 1"));
    let annotate = said(&["man", "annotate"]);
    assert!(annotate.contains("\\-\\-tumor\\-type"), "{annotate}");
    for (words, told) in [
        (&["man", "anotate"][..], "name one of annotate"),
        (&["man", "annotate", "more"], "annotate has no commands of its own"),
    ] {
        let run = theravar(words, b"");
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains(told), "{}", run.stderr);
    }
}

/// Every command that `--help` lists has its page, and `man` finds no fault in any.
#[test]
fn every_command_has_a_page_without_fault() {
    let folder = tempfile::tempdir().unwrap();
    said(&["man", "--outdir", folder.path().to_str().unwrap()]);
    let help = said(&["--help"]);
    let listed = help.split("Commands:\n").nth(1).unwrap();
    let listed = listed.lines().map_while(|line| line.strip_prefix("  ")?.split(' ').next());
    let commands: Vec<&str> = listed.filter(|word| !word.is_empty() && *word != "help").collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        assert!(folder.path().join(format!("theravar-{command}.1")).is_file(), "{command}");
    }
    let mut pages = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        pages += 1;
        let Some(output) = asked("man", &["--warnings", "-l", path.to_str().unwrap()]) else {
            return;
        };
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && stderr.is_empty(), "{}: {stderr}", path.display());
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("SYNOPSIS"), "{}: {text}", path.display());
    }
    assert!(pages > 12, "{pages}");
}

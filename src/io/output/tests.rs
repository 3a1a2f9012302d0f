use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The ways to make an output: as `create` does, and as it does where files must have names.
const WAYS: [fn(&Path) -> Output; 2] = [|path| Output::create(path).unwrap(), named];

fn named(path: &Path) -> Output {
    let destination = Destination::of(path).unwrap();
    let pending = Pending::named(destination.folder()).unwrap();
    let target = Target::File { pending: BufWriter::new(pending), destination };
    Output { path: path.to_path_buf(), target, is_synced_later: false }
}

#[test]
fn appears_on_commit_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.tsv");
    for create in WAYS {
        let mut output = create(&path);
        output.write_all(b"half").unwrap();
        assert!(!path.exists());
    }
    assert!(names(folder.path()).is_empty(), "nothing is left behind");
    for (create, text) in WAYS.into_iter().zip(["whole", "new"]) {
        let mut output = create(&path);
        output.write_all(text.as_bytes()).unwrap();
        output.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(names(folder.path()), ["out.tsv"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_leaves_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.tsv");
    let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    fs::write(&path, "old").unwrap();
    let usual = mode();
    for mode_before in [0o600, 0o664, 0o640] {
        for create in WAYS {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode_before)).unwrap();
            let mut output = create(&path);
            output.write_all(b"new").unwrap();
            output.commit().unwrap();
            assert_eq!(mode(), mode_before);
        }
    }
    fs::remove_file(&path).unwrap();
    for create in WAYS {
        create(&path).commit().unwrap();
        assert_eq!(mode(), usual, "a new file has the user's usual mode");
        fs::remove_file(&path).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_devices_are_written_directly() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("real"), "old").unwrap();
    // The last leads to a file that is not there, by way of another link.
    std::os::unix::fs::symlink(path("real"), path("link")).unwrap();
    std::os::unix::fs::symlink("new", path("to_new")).unwrap();
    std::os::unix::fs::symlink("to_new", path("to_link")).unwrap();
    for (link, target) in [("link", "real"), ("to_link", "new")] {
        for create in WAYS {
            let mut output = create(&path(link));
            output.write_all(link.as_bytes()).unwrap();
            output.commit().unwrap();
            assert!(fs::symlink_metadata(path(link)).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(path(target)).unwrap(), link);
        }
    }
    std::os::unix::fs::symlink("circle", path("circle")).unwrap();
    assert_eq!(Output::create(path("circle")).unwrap_err().exit_code(), 1);

    let mut output = Output::create("/dev/null").unwrap();
    output.write_all(b"x").unwrap();
    output.commit().unwrap();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

/// Runs itself as a process that holds a named file and waits, and stops that by each signal.
#[cfg(unix)]
#[test]
fn a_signal_removes_a_file_that_has_a_name() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};
    const FOLDER: &str = "THERAVAR_TEST_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let mut file = temporary::Temporary::create(Path::new(&folder)).unwrap();
        writeln!(io::stderr(), "written").unwrap();
        let _ = io::stdin().read(&mut [0]);
        let _ = &mut file;
        return;
    }
    let name = "io::output::tests::a_signal_removes_a_file_that_has_a_name";
    for signal in ["INT", "TERM", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Taken, so that waiting does not close it and end the child.
        let stdin = child.stdin.take();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        assert_eq!(line, "written\n");
        assert_eq!(names(folder.path()).len(), 1);
        let kill = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        let status = child.wait().unwrap();
        assert_eq!(status.code(), None, "{signal}: it ends by the signal");
        assert!(names(folder.path()).is_empty(), "{signal}");
        drop(stdin);
    }
}

#[test]
fn refusals_name_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = Output::create(folder.path()).unwrap_err();
    assert!(error.to_string().contains("is a directory"), "{error}");
    let error = Output::create(folder.path().join("none/out")).unwrap_err();
    assert!(error.to_string().contains("none/out"), "{error}");
    assert_eq!(error.exit_code(), 1);
}

#[test]
fn files_that_are_synced_later_are_whole_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tsv");
    fs::write(&path, "old").unwrap();
    let mut out = Output::create(&path).unwrap().synced_later(true);
    out.write_all(b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"old", "not before it is whole");
    out.commit().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    // A file that was never written is none to be synced.
    let names = ["a.tsv", "none.tsv"].map(str::to_owned);
    super::sync(folder.path(), names.into_iter()).unwrap();
    assert!(super::sync(&folder.path().join("none"), std::iter::empty()).is_err());
}

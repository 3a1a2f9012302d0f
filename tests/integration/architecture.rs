//! The law of imports, and its single statement: rooms stand on floors, a room imports lower floors
//! only, and no two files import each other.
//!
//! Every `crate::`, `self::` and `super::` path of the library is read, in imports and in code; what is
//! compiled for tests only may read what it likes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// Rooms from the ground up. Rooms of one floor do not import each other, but for the lowest.
const FLOORS: &[&[&str]] = &[
    &["model", "error", "diagnostics", "cells", "control"],
    &["genome", "io"],
    &["consequence", "structural", "input", "reads", "knowledge", "report"],
    &["matching", "interpret", "cohort"],
    &["observe", "curate"],
    &["sample"],
    &["pipeline"],
    &["cli"],
];
/// The most lines of `pipeline`, which drives and knows no rule of the domain.
const PIPELINE_LINES: usize = 3_770;

/// `["sample", "haplotype"]` for `src/sample/haplotype.rs`.
type Module = Vec<String>;

/// The files of the library, by module.
struct Sources(BTreeMap<Module, PathBuf>);

impl Sources {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![root.clone()];
        let mut files = BTreeMap::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let inside = path.strip_prefix(&root).unwrap().with_extension("");
                    let module: Module =
                        inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                    files.insert(module, path);
                }
            }
        }
        files.remove(&vec!["lib".to_owned()]);
        files.remove(&vec!["main".to_owned()]);
        Self(files)
    }

    /// The file that a path from the crate's root leads into.
    fn file_of(&self, path: &[String]) -> Option<Module> {
        (1..=path.len()).rev().map(|n| path[..n].to_vec()).find(|m| self.0.contains_key(m))
    }

    /// Which files each file imports.
    fn imports(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let mut for_tests = BTreeSet::new();
        let mut all = BTreeMap::new();
        for (module, path) in &self.0 {
            let text = std::fs::read_to_string(path).unwrap();
            let mut paths = Paths {
                sources: self,
                module,
                at: module.clone(),
                found: Vec::new(),
                test_only: Vec::new(),
            };
            paths.visit_file(&syn::parse_file(&text).unwrap());
            for_tests.extend(paths.test_only);
            let files = paths.found.iter().filter_map(|path| self.file_of(path));
            all.insert(module.clone(), files.filter(|file| file != module).collect());
        }
        let is_for_tests =
            |module: &Module| (1..=module.len()).any(|n| for_tests.contains(&module[..n]));
        all.retain(|module, _| !is_for_tests(module));
        all
    }
}

/// Gathers the paths that one file names, from the crate's root.
struct Paths<'s> {
    sources: &'s Sources,
    /// The file.
    module: &'s Module,
    /// The module at hand, which may lie inside the file.
    at: Module,
    found: Vec<Module>,
    /// Modules that are compiled for tests only.
    test_only: Vec<Module>,
}

fn is_test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

impl Paths<'_> {
    fn take(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.at.clone(),
            "super" => {
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                let kept = self.at.len().saturating_sub(ups);
                let mut path = self.at[..kept].to_vec();
                path.extend(segments[ups..].iter().cloned());
                self.found.push(path);
                return;
            }
            // A child of this module, or another crate.
            _ => {
                let mut child = self.at.clone();
                child.push(first.clone());
                if self.sources.0.contains_key(&child) {
                    self.found.push(child);
                }
                return;
            }
        };
        base.extend(segments[1..].iter().cloned());
        self.found.push(base);
    }

    fn take_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            UseTree::Path(path) => self.take_tree(&with(path.ident.to_string()), &path.tree),
            UseTree::Name(name) => self.take(&with(name.ident.to_string())),
            UseTree::Rename(name) => self.take(&with(name.ident.to_string())),
            UseTree::Glob(_) => self.take(before),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.take_tree(before, tree);
                }
            }
        }
    }

    /// Paths in the arguments of a macro.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => {
                    colons = 0;
                    path.push(name.to_string());
                }
                other => {
                    self.take_rooted(&path);
                    path.clear();
                    colons = 0;
                    match other {
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        TokenTree::Group(group) => self.take_tokens(group.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.take_rooted(&path);
    }

    fn take_rooted(&mut self, path: &[String]) {
        if path.len() > 1 && ["crate", "super", "self"].contains(&path[0].as_str()) {
            self.take(path);
        }
    }
}

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => &[],
        };
        if is_test_only(attributes) {
            if let Item::Mod(item) = item {
                let mut module = self.module.clone();
                module.push(item.ident.to_string());
                self.test_only.push(module);
            }
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.at.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.at.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.take_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if segments.len() > 1 {
            self.take(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.take_tokens(item.tokens.clone());
    }
}

fn name(module: &Module) -> String {
    module.join("::")
}

#[test]
fn a_room_imports_lower_floors_only() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let imports = Sources::read().imports();
    assert!(imports.len() > 200, "{} files were read", imports.len());
    let mut breaches = Vec::new();
    for (module, imported) in &imports {
        let Some(own) = floor(&module[0]) else {
            breaches.push(format!("{} stands on no floor", name(module)));
            continue;
        };
        for other in imported.iter().filter(|other| other[0] != module[0]) {
            let is_lower =
                floor(&other[0]).is_some_and(|other| other < own || own == 0 && other == 0);
            if !is_lower {
                breaches.push(format!("{} imports {}", name(module), name(other)));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn no_two_files_import_each_other() {
    let mut imports = Sources::read().imports();
    // What imports nothing that is left, or is imported by nothing that is left, is on no circle.
    loop {
        let wanted: BTreeSet<Module> = imports.values().flatten().cloned().collect();
        let before = imports.len();
        let left: BTreeSet<Module> = imports.keys().cloned().collect();
        imports.retain(|module, imported| {
            wanted.contains(module) && imported.iter().any(|other| left.contains(other))
        });
        for imported in imports.values_mut() {
            imported.retain(|other| left.contains(other));
        }
        if imports.len() == before {
            break;
        }
    }
    let left: Vec<String> = imports
        .iter()
        .map(|(module, imported)| {
            let others = imported.iter().filter(|other| imports.contains_key(*other)).map(name);
            format!("{} -> {}", name(module), others.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert!(left.is_empty(), "on a circle:\n{}", left.join("\n"));
}

#[test]
fn pipeline_stays_small() {
    let sources = Sources::read();
    let own = sources.0.iter().filter(|(module, _)| module[0] == "pipeline");
    let lines: usize =
        own.map(|(_, path)| std::fs::read_to_string(path).unwrap().lines().count()).sum();
    assert!(lines <= PIPELINE_LINES, "{lines} lines");
}

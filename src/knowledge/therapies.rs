//! stub
use crate::model::therapy::TherapyClass;
#[derive(Debug)]
pub struct Therapies;
#[derive(Debug)]
pub struct Therapy {
    pub class: Option<TherapyClass>,
}
impl Therapies {
    pub fn embedded() -> &'static Therapies {
        &Therapies
    }
    pub fn get(&self, _: &str) -> Option<Therapy> {
        None
    }
}

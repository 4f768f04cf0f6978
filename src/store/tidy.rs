//! Cleaning what was read: words may come from another program, a restored file, a damaged disk.

use std::borrow::Cow;

use crate::coach::{Call, Client, DrillItem, EntryKind, FollowUp};
use crate::text::{clean_line, clean_text};

/// Takes what a terminal would obey out of a text.
pub fn clean(text: &mut String) {
    if let Cow::Owned(cleaned) = clean_text(text) {
        *text = cleaned;
    }
}

/// The same for an id or a name, which is one line.
fn clean_name(text: &mut String) {
    if let Cow::Owned(cleaned) = clean_line(text) {
        *text = cleaned;
    }
}

/// Cleans every word of a call.
pub fn tidy_call(call: &mut Call) {
    clean_name(&mut call.stage);
    call.answers.values_mut().for_each(clean);
    for entry in &mut call.log {
        clean_name(&mut entry.stage);
        match &mut entry.kind {
            EntryKind::Note(text) | EntryKind::Private(text) | EntryKind::Agreed(text) => clean(text),
            EntryKind::Promise(promise) => {
                clean(&mut promise.what);
                clean(&mut promise.who);
            }
            EntryKind::Question(question) => {
                clean(&mut question.text);
                question.answer.iter_mut().for_each(clean);
            }
            EntryKind::Reaction(id) => clean_name(id),
        }
    }
}

/// Cleans every word of a follow-up.
pub fn tidy_followup(followup: &mut FollowUp) {
    clean_name(&mut followup.id);
    followup.talk.iter_mut().for_each(clean_name);
    followup.client.iter_mut().for_each(clean_name);
    clean(&mut followup.what);
    clean(&mut followup.owner);
    followup.history.iter_mut().for_each(|change| clean(&mut change.why));
}

/// Cleans every word of a client's file.
pub fn tidy_client(client: &mut Client) {
    clean_name(&mut client.id);
    clean_name(&mut client.name);
    client.also = std::mem::take(&mut client.also).into_iter().map(|name| clean_line(&name).into_owned()).collect();
    client.fields.values_mut().for_each(clean);
    client.surveys.iter_mut().for_each(|survey| clean(&mut survey.note));
}

/// Cleans the ids of a drill item.
pub fn tidy_drill(item: &mut DrillItem) {
    [&mut item.scenario, &mut item.step, &mut item.check].into_iter().for_each(clean_name);
}
